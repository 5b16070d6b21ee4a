package dev.gatehouse.rego.crypto;

/// An algorithm with its parameters (RFC 5280, section 4.1.1.2).
///
/// @param parameters a whole DER element; empty if there are none
record Algorithm(ObjectIdentifier identifier, byte[] parameters) {
    static Algorithm read(Der content) throws CryptoException {
        ObjectIdentifier identifier = content.objectIdentifier("x509: malformed OID");
        return new Algorithm(identifier, content.isEmpty() ? new byte[0] : content.anyElement("x509: malformed parameters"));
    }
}
