package dev.gatehouse.source.directory;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/// The bytes of file names. Java hides them behind text, and text that is not valid in the platform's encoding loses them;
/// the raw path of the URI keeps them.
final class FileNames {
    private FileNames() {}

    /// The bytes of the last part of the path.
    static byte[] last(Path path) {
        Path name = path.getFileName();
        if (name == null) {
            return new byte[0];
        }
        String text = name.toString();
        int length = text.length();
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                return raw(path, text);
            }
            bytes[i] = (byte) c;
        }
        return bytes;
    }

    private static byte[] raw(Path path, String text) {
        if (path.getFileSystem().getSeparator().equals("\\")) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        String uri = path.toUri().getRawPath();
        int end = uri.endsWith("/") ? uri.length() - 1 : uri.length();
        int start = uri.lastIndexOf('/', end - 1) + 1;
        var bytes = new ByteArrayOutputStream(end - start);
        for (int i = start; i < end; i++) {
            char c = uri.charAt(i);
            if (c == '%') {
                bytes.write(Character.digit(uri.charAt(i + 1), 16) << 4 | Character.digit(uri.charAt(i + 2), 16));
                i += 2;
            } else {
                bytes.write(c);
            }
        }
        return bytes.toByteArray();
    }

    /// The bytes of a relative path, `/` between its parts; empty if both are the same.
    static byte[] relative(Path base, Path below) {
        byte[] bytes = new byte[0];
        for (Path path = below; path != null && !path.equals(base); path = path.getParent()) {
            bytes = bytes.length == 0 ? last(path) : join(last(path), bytes);
        }
        return bytes;
    }

    /// A path and a name below it; the name alone if the path is empty.
    static byte[] join(byte[] path, byte[] name) {
        if (path.length == 0) {
            return name;
        }
        byte[] joined = Arrays.copyOf(path, path.length + 1 + name.length);
        joined[path.length] = '/';
        System.arraycopy(name, 0, joined, path.length + 1, name.length);
        return joined;
    }
}
