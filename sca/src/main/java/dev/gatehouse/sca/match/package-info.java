/// Holds the packages of a tree against the advisories.
@org.jspecify.annotations.NullMarked
package dev.gatehouse.sca.match;
