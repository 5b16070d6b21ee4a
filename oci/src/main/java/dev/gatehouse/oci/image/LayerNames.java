package dev.gatehouse.oci.image;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Names of entries made into paths below the root of the image.
final class LayerNames {
    /// The longest path that Linux takes.
    static final int LONGEST = 4096;
    private static final String WHITEOUT = ".wh.";
    private static final String OPAQUE = ".wh..wh..opq";
    /// What AUFS kept for itself.
    private static final String INTERNAL = ".wh..wh.";

    private LayerNames() {}

    /// The parts of a name; `..` stops at the root, as it does for a process whose root that is.
    static List<String> parts(String name) {
        List<String> parts = new ArrayList<>();
        for (int start = 0; start <= name.length();) {
            int slash = name.indexOf('/', start);
            int end = slash < 0 ? name.length() : slash;
            String part = name.substring(start, end);
            if (part.equals("..")) {
                if (!parts.isEmpty()) {
                    parts.removeLast();
                }
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.add(part);
            }
            start = end + 1;
        }
        return parts;
    }

    /// The path of a name, each char a byte; null if it is the root itself, empty if it is longer than any path can be.
    static @Nullable String path(byte[] name) {
        if (name.length > LONGEST) {
            return "";
        }
        String text = new String(name, StandardCharsets.ISO_8859_1);
        if (isPlain(text)) {
            return text;
        }
        List<String> parts = parts(text);
        return parts.isEmpty() ? null : String.join("/", parts);
    }

    /// Whether it is a path already: most names are, but for a slash at the end of directories.
    private static boolean isPlain(String name) {
        return !name.isEmpty() && name.charAt(0) != '/' && name.charAt(0) != '.' && name.charAt(name.length() - 1) != '/'
                && !name.contains("//") && !name.contains("/.");
    }

    /// Whether the name climbs above the root.
    static boolean climbs(byte[] name) {
        String text = new String(name, StandardCharsets.ISO_8859_1);
        if (!text.contains("..")) {
            return false;
        }
        int depth = 0;
        for (String part : text.split("/")) {
            if (part.equals("..")) {
                depth--;
            } else if (!part.isEmpty() && !part.equals(".")) {
                depth++;
            }
            if (depth < 0) {
                return true;
            }
        }
        return false;
    }

    static String folder(String path) {
        int slash = path.lastIndexOf('/');
        return slash < 0 ? "" : path.substring(0, slash);
    }

    static String last(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    static boolean isOpaque(String last) {
        return last.equals(OPAQUE);
    }

    /// Whether the name stands for something of AUFS that no runtime shows.
    static boolean isInternal(String last) {
        return last.startsWith(INTERNAL) && !isOpaque(last);
    }

    /// What a whiteout removes; null if it is none.
    static @Nullable String removed(String last) {
        return last.startsWith(WHITEOUT) && last.length() > WHITEOUT.length() ? last.substring(WHITEOUT.length()) : null;
    }
}
