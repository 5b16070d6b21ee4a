package dev.gatehouse.signing;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// One block of RFC 7468 text encoding: a label and the bytes.
///
/// @param label
///            `PUBLIC KEY`, `PRIVATE KEY`, …
/// @param bytes
///            what stood there in base64; a copy of the caller's own
record Pem(String label, byte[] bytes) {
    private static final int LONGEST = 64 << 10;
    private static final String BEGIN = "-----BEGIN ";
    private static final String DASHES = "-----";

    /// Reads the first block of a text.
    ///
    /// @throws SigningException
    ///             if there is none, or it is not base64
    static Pem first(String text) throws SigningException {
        if (text.length() > LONGEST) {
            throw new SigningException("the file is too long to be a key");
        }
        int begin = text.indexOf(BEGIN);
        int labelEnd = begin < 0 ? -1 : text.indexOf(DASHES, begin + BEGIN.length());
        if (labelEnd < 0) {
            throw new SigningException("it is not a key in PEM form (-----BEGIN PUBLIC KEY-----)");
        }
        String label = text.substring(begin + BEGIN.length(), labelEnd);
        int end = text.indexOf("-----END " + label + DASHES, labelEnd);
        if (end < 0) {
            throw new SigningException("the key is cut short: its END line is missing");
        }
        try {
            String body = text.substring(labelEnd + DASHES.length(), end).replaceAll("\\s", "");
            return new Pem(label, Base64.getDecoder().decode(body));
        } catch (IllegalArgumentException e) {
            throw new SigningException("the key is not base64", e);
        }
    }

    /// The block as text.
    String text() {
        String body = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(bytes);
        return BEGIN + label + DASHES + "\n" + body + "\n-----END " + label + DASHES + "\n";
    }

    /// The label; what stands in it may be secret.
    @Override
    public String toString() {
        return "PEM " + label;
    }
}
