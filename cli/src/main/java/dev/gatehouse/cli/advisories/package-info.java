/// The advisory store on the command line.
@org.jspecify.annotations.NullMarked
package dev.gatehouse.cli.advisories;
