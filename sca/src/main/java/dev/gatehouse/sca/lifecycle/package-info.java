/// Releases of products that are no longer maintained.
@org.jspecify.annotations.NullMarked
package dev.gatehouse.sca.lifecycle;
