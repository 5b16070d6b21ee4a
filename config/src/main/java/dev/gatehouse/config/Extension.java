package dev.gatehouse.config;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A configuration file named together with what it must hold: `path@sha256:…`.
///
/// @param path relative to the root of the repository; for the organisation's file as its user wrote it
/// @param digest SHA-256 of the content in lower-case hexadecimal
public record Extension(String path, String digest) {
    private static final Pattern FORM = Pattern.compile("([^@\\p{Cntrl}]+)@sha256:([0-9a-f]{64})");

    /// Reads the form.
    ///
    /// @throws IllegalArgumentException if it is another
    public static Extension parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "it names a file and its digest: .gatehouse/organisation.yaml@sha256:… (sha256sum prints it)");
        }
        return new Extension(matcher.group(1), matcher.group(2));
    }

    /// The layer that the file makes.
    ///
    /// @param kind whose layer it is
    /// @param bytes content of the file
    /// @throws ConfigurationException if that is not what was named
    public Layer layer(Layer.Kind kind, byte[] bytes) throws ConfigurationException {
        String found = sha256(bytes);
        if (!MessageDigest.isEqual(found.getBytes(StandardCharsets.US_ASCII), digest.getBytes(StandardCharsets.US_ASCII))) {
            throw new ConfigurationException(path + ": its SHA-256 is " + found + ", and " + digest
                    + " was named; look at what changed, then name the new one");
        }
        return new Layer(kind, path, Arrays.copyOf(bytes, bytes.length));
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
