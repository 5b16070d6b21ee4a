/// Foreign reports at the command line.
@org.jspecify.annotations.NullMarked
package dev.gatehouse.cli.importing;
