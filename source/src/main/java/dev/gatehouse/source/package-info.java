/// Where bytes come from: directory, git, archives, standard input; the one walk; the cache.
///
/// This package holds what all sources share: limits, the selection of paths, what a path says about what lies there.
@org.jspecify.annotations.NullMarked
package dev.gatehouse.source;
