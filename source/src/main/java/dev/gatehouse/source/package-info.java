/// Where bytes come from: directory, git, archives, standard input; the one walk; the cache.
@org.jspecify.annotations.NullMarked
package dev.gatehouse.source;
