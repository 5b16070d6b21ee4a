package dev.gatehouse.rego.crypto;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A distinguished name (RFC 5280, section 4.1.2.4).
///
/// @param attributes in the order they were written
record Name(List<Attribute> attributes) {
    Name {
        attributes = List.copyOf(attributes);
    }

    /// A part of a name.
    record Attribute(ObjectIdentifier type, String value) {}

    /// @param raw the whole element
    static Name read(byte[] raw) throws CryptoException {
        var attributes = new ArrayList<Attribute>();
        Der names = new Der(raw).content(Der.SEQUENCE, "x509: invalid RDNSequence");
        while (!names.isEmpty()) {
            Der set = names.content(Der.SET, "x509: invalid RDNSequence");
            while (!set.isEmpty()) {
                Der attribute = set.content(Der.SEQUENCE, "x509: invalid RDNSequence: invalid attribute");
                ObjectIdentifier type = attribute.objectIdentifier("x509: invalid RDNSequence: invalid attribute type");
                int tag = attribute.peek();
                byte[] octets = attribute.content(tag, "x509: invalid RDNSequence: invalid attribute value").rest();
                attributes.add(new Attribute(type, string(tag, octets)));
            }
        }
        return new Name(attributes);
    }

    /// The values of an attribute `2.5.4.number`.
    List<String> values(int number) {
        return attributes.stream().filter(attribute -> attribute.type().is("2.5.4." + number)).map(Attribute::value).toList();
    }

    private static String string(int tag, byte[] octets) throws CryptoException {
        return switch (tag) {
            case 0x0c -> utf8(octets);
            case 0x12 -> checked(octets, "0123456789 ", "NumericString");
            case 0x13 -> checked(octets,
                    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'()+,-./ :=?*&", "PrintableString");
            case 0x14 -> new String(octets, StandardCharsets.ISO_8859_1);
            case 0x16 -> ascii(octets, "x509: invalid RDNSequence: invalid attribute value: invalid IA5String");
            case 0x1e -> basicMultilingual(octets);
            default -> throw new CryptoException("x509: invalid RDNSequence: unsupported string type: " + tag);
        };
    }

    static String ascii(byte[] octets, String problem) throws CryptoException {
        for (byte octet : octets) {
            if (octet < 0) {
                throw new CryptoException(problem);
            }
        }
        return new String(octets, StandardCharsets.US_ASCII);
    }

    private static String utf8(byte[] octets) throws CryptoException {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets)).toString();
        } catch (CharacterCodingException e) {
            throw invalid("UTF-8 string");
        }
    }

    private static String checked(byte[] octets, String allowed, String type) throws CryptoException {
        for (byte octet : octets) {
            if (octet < 0 || allowed.indexOf(octet) < 0) {
                throw invalid(type);
            }
        }
        return new String(octets, StandardCharsets.US_ASCII);
    }

    private static String basicMultilingual(byte[] octets) throws CryptoException {
        if (octets.length % 2 != 0) {
            throw invalid("BMPString");
        }
        String text = new String(octets, StandardCharsets.UTF_16BE);
        text = text.endsWith("\0") ? text.substring(0, text.length() - 1) : text;
        for (int index = 0; index < text.length(); index++) {
            char unit = text.charAt(index);
            if (unit >= 0xfffe || (unit >= 0xfdd0 && unit <= 0xfdef) || Character.isSurrogate(unit) || unit == 0xfffd) {
                throw invalid("BMPString");
            }
        }
        return text;
    }

    private static CryptoException invalid(String type) {
        return new CryptoException("x509: invalid RDNSequence: invalid attribute value: invalid " + type);
    }
}
