/// Keys, certificates and signatures as Go's libraries read and check them: PEM (RFC 7468), DER (X.690), X.509 (RFC 5280), JSON Web Keys
/// (RFC 7517) and the signature algorithms of JSON Web Algorithms (RFC 7518). The arithmetic is the JDK's.
@NullMarked
package dev.gatehouse.rego.crypto;

import org.jspecify.annotations.NullMarked;
