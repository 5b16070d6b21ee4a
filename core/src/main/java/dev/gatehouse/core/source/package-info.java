/// Where bytes come from: contents, the places they lie at, and the sources that hold them.
@org.jspecify.annotations.NullMarked
package dev.gatehouse.core.source;
