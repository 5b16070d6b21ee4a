/// What the entries of a ledger say, kind by kind: each kind is a record that turns into an event and back.
///
/// Readers tolerate members that they do not know, and keep kinds that they do not know ([Unrecognised]): a ledger outlives the
/// versions that write it.
@NullMarked
package dev.gatehouse.ledger.record;

import org.jspecify.annotations.NullMarked;
