/// What differs between two inventories.
@org.jspecify.annotations.NullMarked
package dev.gatehouse.sca.compare;
