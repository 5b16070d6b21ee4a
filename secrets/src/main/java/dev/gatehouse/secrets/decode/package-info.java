/// Secrets in encodings: base64, hexadecimal, percent-encoding, UTF-16, gzip, and any of these inside each other.
@org.jspecify.annotations.NullMarked
package dev.gatehouse.secrets.decode;
