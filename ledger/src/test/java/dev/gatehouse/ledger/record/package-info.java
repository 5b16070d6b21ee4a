@org.jspecify.annotations.NullMarked
package dev.gatehouse.ledger.record;
