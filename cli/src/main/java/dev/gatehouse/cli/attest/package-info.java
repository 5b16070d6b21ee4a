/// An image, what is attached to it, and what the ledger knows of it: shared by release, approve and gate.
@org.jspecify.annotations.NullMarked
package dev.gatehouse.cli.attest;
