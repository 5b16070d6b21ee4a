/// How Gatehouse comes into a repository: hooks, configuration and CI files, and whether all of it is on.
@org.jspecify.annotations.NullMarked
package dev.gatehouse.cli.setup;
