/// The append-only record of what was decided, scanned, approved and deployed, as a Merkle tree in files.
@NullMarked
package dev.gatehouse.ledger;

import org.jspecify.annotations.NullMarked;
