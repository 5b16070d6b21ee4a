/// Keys, signatures and signed statements: DSSE envelopes and in-toto statements on the JDK's cryptography.
@NullMarked
package dev.gatehouse.signing;

import org.jspecify.annotations.NullMarked;
