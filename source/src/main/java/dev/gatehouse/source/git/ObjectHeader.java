package dev.gatehouse.source.git;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The header lines of a commit or an annotated tag, and where its message begins.
///
/// Lenient: a line that is not what git writes is passed over, for damaged and foreign commits carry messages too.
///
/// @param tree
///            of a commit; null for a tag or without one
/// @param parents
///            of a commit, in order
/// @param target
///            of a tag: what it points at; null for a commit
/// @param tagName
///            of a tag; empty for a commit
/// @param author
///            author or tagger, `Name <address>`; empty without one
/// @param authorTime
///            seconds since 1970
/// @param commitTime
///            when the commit was made; seconds since 1970
/// @param messageStart
///            offset of the message; the length of the object without one
record ObjectHeader(@Nullable ObjectId tree, List<ObjectId> parents, @Nullable ObjectId target, String tagName, String author,
        long authorTime, long commitTime, int messageStart) {

    /// Years ±10,000 are enough for any clock.
    private static final long LATEST = 253_402_300_799L;

    ObjectHeader {
        parents = List.copyOf(parents);
    }

    static ObjectHeader parse(byte[] bytes, int length) {
        ObjectId tree = null;
        ObjectId target = null;
        List<ObjectId> parents = new ArrayList<>(2);
        String tagName = "";
        int authorStart = 0;
        int authorEnd = 0;
        long authorTime = 0;
        long commitTime = 0;
        Charset charset = StandardCharsets.UTF_8;
        int at = 0;
        while (at < length && bytes[at] != '\n') {
            int end = lineEnd(bytes, at, length);
            int space = at;
            while (space < end && bytes[space] != ' ') {
                space++;
            }
            int value = Math.min(space + 1, end);
            switch (new String(bytes, at, space - at, StandardCharsets.ISO_8859_1)) {
                case "tree" -> tree = tree != null ? tree : id(bytes, value, end);
                case "parent" -> {
                    ObjectId parent = id(bytes, value, end);
                    if (parent != null) {
                        parents.add(parent);
                    }
                }
                case "object" -> target = target != null ? target : id(bytes, value, end);
                case "tag" -> tagName = new String(bytes, value, end - value, StandardCharsets.UTF_8);
                case "author", "tagger" -> {
                    authorStart = value;
                    authorEnd = end;
                    authorTime = time(bytes, value, end);
                }
                case "committer" -> commitTime = time(bytes, value, end);
                case "encoding" -> charset = charset(new String(bytes, value, end - value, StandardCharsets.ISO_8859_1));
                default -> {
                    // gpgsig, mergetag and their continuation lines, which begin with a space.
                }
            }
            at = end + 1;
        }
        String author = person(bytes, authorStart, authorEnd, charset);
        return new ObjectHeader(tree, parents, target, tagName, author, authorTime, commitTime, Math.min(at + 1, length));
    }

    Instant authoredAt() {
        return Instant.ofEpochSecond(authorTime);
    }

    private static int lineEnd(byte[] bytes, int from, int length) {
        int at = from;
        while (at < length && bytes[at] != '\n') {
            at++;
        }
        return at;
    }

    private static @Nullable ObjectId id(byte[] bytes, int from, int to) {
        Optional<ObjectId> id = ObjectId.parse(new String(bytes, from, to - from, StandardCharsets.ISO_8859_1));
        return id.orElse(null);
    }

    private static Charset charset(String name) {
        try {
            return Charset.forName(name);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return StandardCharsets.UTF_8;
        }
    }

    /// The part up to and with the `>`.
    private static String person(byte[] bytes, int from, int to, Charset charset) {
        int close = lastIndexOf(bytes, from, to, '>');
        return new String(Arrays.copyOfRange(bytes, from, close < 0 ? to : close + 1), charset).strip();
    }

    /// The number after the last `>`: `Name <address> seconds zone`.
    private static long time(byte[] bytes, int from, int to) {
        int at = lastIndexOf(bytes, from, to, '>') + 1;
        if (at == 0) {
            return 0;
        }
        while (at < to && bytes[at] == ' ') {
            at++;
        }
        boolean negative = at < to && bytes[at] == '-';
        if (negative) {
            at++;
        }
        long seconds = 0;
        while (at < to && bytes[at] >= '0' && bytes[at] <= '9' && seconds < LATEST) {
            seconds = 10 * seconds + bytes[at++] - '0';
        }
        return Math.min(seconds, LATEST) * (negative ? -1 : 1);
    }

    private static int lastIndexOf(byte[] bytes, int from, int to, char wanted) {
        for (int i = to - 1; i >= from; i--) {
            if (bytes[i] == wanted) {
                return i;
            }
        }
        return -1;
    }
}
