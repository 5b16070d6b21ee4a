/// Statements of others that a weakness does not matter to a product (VEX).
@org.jspecify.annotations.NullMarked
package dev.gatehouse.sca.vex;
