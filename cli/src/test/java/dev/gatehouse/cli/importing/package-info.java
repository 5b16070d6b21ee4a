@org.jspecify.annotations.NullMarked
package dev.gatehouse.cli.importing;
