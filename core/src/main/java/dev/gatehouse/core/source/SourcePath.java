package dev.gatehouse.core.source;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A path below the root of a source, `/` between its parts, and, for something inside an archive, the chain of entry names
/// that leads to it: `lib/a.jar!b/c.xml`.
///
/// Paths are bytes: a file name that is not valid UTF-8 is a path like any other. Equality and order are those of the bytes.
/// Immutable.
public final class SourcePath implements Comparable<SourcePath> {
    /// Never empty; element 0 is the path in the source, each further one an entry name in the archive before it.
    private final byte[][] chain;

    private SourcePath(byte[][] chain) {
        this.chain = chain;
    }

    /// A path of a source itself.
    public static SourcePath of(byte[] path) {
        return new SourcePath(new byte[][]{path.clone()});
    }

    /// A path of a source itself, encoded as UTF-8.
    public static SourcePath of(String path) {
        return new SourcePath(new byte[][]{path.getBytes(StandardCharsets.UTF_8)});
    }

    /// The path of an entry of the archive at this path.
    public SourcePath entry(byte[] name) {
        byte[][] longer = Arrays.copyOf(chain, chain.length + 1);
        longer[chain.length] = name.clone();
        return new SourcePath(longer);
    }

    /// The path of an entry of the archive at this path.
    public SourcePath entry(String name) {
        return entry(name.getBytes(StandardCharsets.UTF_8));
    }

    /// How many archives enclose it.
    public int depth() {
        return chain.length - 1;
    }

    /// The raw bytes of the chain's elements; a copy.
    public List<byte[]> chain() {
        List<byte[]> copy = new ArrayList<>(chain.length);
        for (byte[] element : chain) {
            copy.add(element.clone());
        }
        return copy;
    }

    /// The path in the source itself, without archive entries.
    public SourcePath outermost() {
        return chain.length == 1 ? this : new SourcePath(new byte[][]{chain[0]});
    }

    /// The innermost element as text: for an archive entry its name, else the whole path.
    public String innermost() {
        return display(chain[chain.length - 1]);
    }

    /// The part after the last `/` of the innermost element.
    public String fileName() {
        String last = innermost();
        return last.substring(last.lastIndexOf('/') + 1);
    }

    @Override
    public int compareTo(SourcePath other) {
        int shared = Math.min(chain.length, other.chain.length);
        for (int i = 0; i < shared; i++) {
            int order = Arrays.compareUnsigned(chain[i], other.chain[i]);
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(chain.length, other.chain.length);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SourcePath path && Arrays.deepEquals(chain, path.chain);
    }

    @Override
    public int hashCode() {
        return Arrays.deepHashCode(chain);
    }

    /// The path for people: elements joined by `!`; bytes that are not valid UTF-8 and control characters as `\xNN`.
    @Override
    public String toString() {
        if (chain.length == 1) {
            return display(chain[0]);
        }
        StringBuilder text = new StringBuilder();
        for (byte[] element : chain) {
            if (!text.isEmpty()) {
                text.append('!');
            }
            text.append(display(element));
        }
        return text.toString();
    }

    /// Whether all are printable ASCII: nearly every path is, and a scan asks for the text of all of them.
    private static boolean plain(byte[] bytes) {
        for (byte b : bytes) {
            if (b < 0x20 || b == 0x7f) {
                return false;
            }
        }
        return true;
    }

    private static String display(byte[] bytes) {
        if (plain(bytes)) {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
        try {
            CharBuffer decoded = StandardCharsets.UTF_8.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes));
            String text = decoded.toString();
            if (text.chars().noneMatch(Character::isISOControl)) {
                return text;
            }
        } catch (CharacterCodingException e) {
            // Shown byte by byte below.
        }
        StringBuilder text = new StringBuilder();
        for (byte b : bytes) {
            if (b >= 0x20 && b < 0x7f) {
                text.append((char) b);
            } else {
                text.append(String.format("\\x%02X", b & 0xff));
            }
        }
        return text.toString();
    }
}
