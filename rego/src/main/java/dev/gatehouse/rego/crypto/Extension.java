package dev.gatehouse.rego.crypto;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/// An extension of a certificate (RFC 5280, section 4.2).
record Extension(ObjectIdentifier identifier, boolean critical, byte[] value) {
    /// @param sequence the content of the sequence of extensions
    static List<Extension> readAll(Der sequence) throws CryptoException {
        var extensions = new ArrayList<Extension>();
        var seen = new HashSet<ObjectIdentifier>();
        while (!sequence.isEmpty()) {
            Der extension = sequence.content(Der.SEQUENCE, "x509: malformed extension");
            ObjectIdentifier identifier = extension.objectIdentifier("x509: malformed extension OID field");
            boolean critical = extension.peek() == Der.BOOLEAN && extension.bool("x509: malformed extension critical field");
            byte[] value = extension.content(Der.OCTET_STRING, "x509: malformed extension value field").rest();
            if (!seen.add(identifier)) {
                throw new CryptoException("x509: certificate contains duplicate extension with OID \"" + identifier + "\"");
            }
            extensions.add(new Extension(identifier, critical, value));
        }
        return extensions;
    }
}
