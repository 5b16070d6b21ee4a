/// Go: modules, sums, vendored modules, programs.
@org.jspecify.annotations.NullMarked
package dev.gatehouse.sca.golang;
