/// The gatehouse command: parses arguments, wires rooms, prints.
@org.jspecify.annotations.NullMarked
package dev.gatehouse.cli;
