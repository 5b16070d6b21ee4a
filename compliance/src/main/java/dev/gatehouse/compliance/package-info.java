/// Controls of compliance frameworks, and what a ledger proves of them in a period.
@NullMarked
package dev.gatehouse.compliance;

import org.jspecify.annotations.NullMarked;
