/// Whether the vulnerable part of a package can be reached from the tree's own code: what sources import, what was linked into
/// programs, and what follows for one weakness of one package.
@org.jspecify.annotations.NullMarked
package dev.gatehouse.sca.reach;
