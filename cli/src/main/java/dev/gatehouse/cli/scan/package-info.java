/// Looking and judging: what is looked at, what it is compared with, what judges it, and the command that does all three.
@org.jspecify.annotations.NullMarked
package dev.gatehouse.cli.scan;
