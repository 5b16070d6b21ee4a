/// Maven repositories: object models that lie outside of the scanned tree.
@org.jspecify.annotations.NullMarked
package dev.gatehouse.sca.maven;
