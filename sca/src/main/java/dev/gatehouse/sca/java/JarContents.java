package dev.gatehouse.sca.java;

import dev.gatehouse.core.check.Span;
import dev.gatehouse.core.source.Blob;
import dev.gatehouse.document.DocumentException;
import dev.gatehouse.sca.listing.Content;
import dev.gatehouse.sca.listing.Hash;
import dev.gatehouse.sca.listing.ListingBuilder;
import dev.gatehouse.sca.listing.PackageFormat;
import dev.gatehouse.sca.listing.Purls;
import dev.gatehouse.sca.listing.Role;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;

/// A jar as a whole: its digest, and which Java packages its classes are in, read from the central directory of the archive
/// alone. Together with the manifest and the file's name that says what it is where Maven left no coordinates in it.
final class JarContents implements PackageFormat {
    private static final Set<String> KINDS = Set.of("jar", "war", "ear", "rar", "aar", "hpi", "jpi", "sar", "par");
    private static final int MOST_ENTRIES = 300_000;
    private static final int MOST_PACKAGES = 64;
    private static final int KEPT_PACKAGES = 8;
    private static final int LABELS = 4;
    private static final int END = 22;
    private static final int CENTRAL = 46;

    @Override
    public String id() {
        return "jar-contents";
    }

    @Override
    public Role role() {
        return Role.ARTEFACT;
    }

    @Override
    public boolean recognises(String path, String name, Blob blob) {
        return KINDS.contains(name.substring(name.lastIndexOf('.') + 1)) && blob.length() > END
                && blob.array()[blob.offset()] == 'P' && blob.array()[blob.offset() + 1] == 'K';
    }

    @Override
    public void read(Content content, ListingBuilder listing) throws DocumentException {
        byte[] bytes = content.bytes();
        Map<String, Integer> packages = new HashMap<>();
        int classes = classes(bytes, packages);
        listing.attribute("classes", String.valueOf(classes));
        packages.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(KEPT_PACKAGES).forEach(each -> listing.attribute("package", each.getKey()));
        // What it is can only be said together with what lies in it, which the assembly knows.
        listing.add("jar", Purls.of("generic", "", "jar", ""), new Span(0, 0)).hash(digest(bytes));
    }

    private static java.util.Optional<Hash> digest(byte[] bytes) {
        try {
            return Hash.hex("SHA-512", HexFormat.of().formatHex(MessageDigest.getInstance("SHA-512").digest(bytes)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Counts the classes by the first labels of their packages; of an archive whose directory is broken as far as it goes.
    private static int classes(byte[] bytes, Map<String, Integer> packages) {
        int end = bytes.length - END;
        int lowest = Math.max(0, end - 0xffff);
        while (end >= lowest && int32(bytes, end) != 0x06054b50) {
            end--;
        }
        if (end < lowest) {
            return 0;
        }
        int classes = 0;
        int at = int32(bytes, end + 16);
        for (int i = 0; i < MOST_ENTRIES && at >= 0 && at <= bytes.length - CENTRAL && int32(bytes, at) == 0x02014b50; i++) {
            int length = int16(bytes, at + 28);
            int next = at + CENTRAL + length + int16(bytes, at + 30) + int16(bytes, at + 32);
            if (at + CENTRAL + length > bytes.length) {
                break;
            }
            if (length > 6 && bytes[at + CENTRAL + length - 1] == 's' && bytes[at + CENTRAL + length - 6] == '.') {
                String root = root(new String(bytes, at + CENTRAL, length, StandardCharsets.UTF_8));
                if (!root.isEmpty() && (packages.size() < MOST_PACKAGES || packages.containsKey(root))) {
                    packages.merge(root, 1, Integer::sum);
                }
                classes++;
            }
            at = next;
        }
        return classes;
    }

    /// `org.springframework.core.io` of a class file's path; empty if it is none or lies in no package.
    private static String root(String name) {
        String path = name.startsWith("META-INF/versions/") ? name.replaceFirst("META-INF/versions/[0-9]+/", "") : name;
        if (!path.endsWith(".class") || path.startsWith("META-INF/") || path.startsWith("BOOT-INF/")
                || path.startsWith("WEB-INF/")) {
            return "";
        }
        int end = -1;
        for (int i = 0; i < LABELS; i++) {
            int slash = path.indexOf('/', end + 1);
            if (slash < 0) {
                break;
            }
            end = slash;
        }
        return end <= 0 ? "" : path.substring(0, end).replace('/', '.');
    }

    private static int int16(byte[] bytes, int at) {
        return bytes[at] & 0xff | (bytes[at + 1] & 0xff) << 8;
    }

    private static int int32(byte[] bytes, int at) {
        return int16(bytes, at) | int16(bytes, at + 2) << 16;
    }
}
