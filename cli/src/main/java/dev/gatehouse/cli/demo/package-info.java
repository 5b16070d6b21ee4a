/// The demonstration: the whole loop on an example, with the ordinary commands.
@org.jspecify.annotations.NullMarked
package dev.gatehouse.cli.demo;
