/// Every package of a tree: what the files say of them, put together.
@org.jspecify.annotations.NullMarked
package dev.gatehouse.sca.inventory;
