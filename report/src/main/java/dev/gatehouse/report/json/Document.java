package dev.gatehouse.report.json;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Map;
import java.util.SortedMap;
import java.util.Set;
import java.util.TreeMap;

/// What our two formats have in common: a header that names format, minor version and digest, and a digest that covers the
/// canonical form of every top-level member except `run` and itself.
///
/// @param format
///            `report/1`
/// @param minor
///            grows when members are added; a reader takes every minor version of its format
record Document(String format, int minor) {
    private static final Set<String> OUTSIDE = Set.of("run", "digest");

    /// Writes a member's value in canonical form.
    interface Value {
        void write(CanonicalJson out);
    }

    /// The digest of a document with these members besides its header.
    String digest(Map<String, Value> members) {
        MessageDigest digest = CanonicalJson.sha256();
        var out = new CanonicalJson(new DigestOutputStream(java.io.OutputStream.nullOutputStream(), digest));
        var sorted = new TreeMap<String, Value>(members);
        sorted.put("format", canonical -> canonical.string(format));
        sorted.put("minor", canonical -> canonical.value(minor));
        String separator = "{";
        for (Map.Entry<String, Value> member : sorted.entrySet()) {
            out.raw(separator);
            out.string(member.getKey());
            out.raw(":");
            member.getValue().write(out);
            separator = ",";
        }
        out.raw("}");
        return CanonicalJson.label(digest);
    }

    /// The members that every document begins with.
    JsonObject header(String digest) {
        return new JsonObject().put("format", format).put("minor", minor).put("digest", digest);
    }

    void checkFormat(Object value) throws ReportFormatException {
        if (!format.equals(value)) {
            throw new ReportFormatException("format must be " + format + "; this document "
                    + (value instanceof String other && other.length() < 64 ? "says " + other : "says something else"));
        }
    }

    /// Collects the canonical form of what is read, to check the digest at the end.
    static final class Check {
        private final SortedMap<String, byte[]> sections = new TreeMap<>();

        void add(String name, Object value) {
            if (!OUTSIDE.contains(name)) {
                var bytes = new ByteArrayOutputStream();
                new CanonicalJson(bytes).value(value);
                sections.put(name, bytes.toByteArray());
            }
        }

        /// For an array that is read element by element: where its canonical form is collected.
        static ByteArrayOutputStream array() {
            var bytes = new ByteArrayOutputStream();
            bytes.write('[');
            return bytes;
        }

        static void element(ByteArrayOutputStream array, int index, Object element) {
            if (index > 0) {
                array.write(',');
            }
            new CanonicalJson(array).value(element);
        }

        void addArray(String name, ByteArrayOutputStream array) {
            array.write(']');
            sections.put(name, array.toByteArray());
        }

        void verify(String stated) throws IOException, ReportFormatException {
            MessageDigest digest = CanonicalJson.sha256();
            var out = new DigestOutputStream(java.io.OutputStream.nullOutputStream(), digest);
            var canonical = new CanonicalJson(out);
            String separator = "{";
            for (Map.Entry<String, byte[]> section : sections.entrySet()) {
                canonical.raw(separator);
                canonical.string(section.getKey());
                canonical.raw(":");
                out.write(section.getValue());
                separator = ",";
            }
            canonical.raw("}");
            if (!CanonicalJson.label(digest).equals(stated)) {
                throw new ReportFormatException("the digest does not match: the document was changed after it was written");
            }
        }
    }
}
