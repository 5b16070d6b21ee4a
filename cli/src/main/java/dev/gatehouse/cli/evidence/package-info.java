/// The ledger at the command line, and the keys that sign it.
@org.jspecify.annotations.NullMarked
package dev.gatehouse.cli.evidence;
