/// What one file says of packages: facts of a content alone, and what reads them from it.
@org.jspecify.annotations.NullMarked
package dev.gatehouse.sca.listing;
