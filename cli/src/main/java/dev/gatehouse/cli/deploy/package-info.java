/// The deploy gate: whether an image may run as manifests say, judged from what is attached to it and from the ledger.
@org.jspecify.annotations.NullMarked
package dev.gatehouse.cli.deploy;
