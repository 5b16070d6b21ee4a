/// What a scan could not do, and how much it did.
@org.jspecify.annotations.NullMarked
package dev.gatehouse.core.diagnostic;
