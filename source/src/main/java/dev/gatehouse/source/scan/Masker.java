package dev.gatehouse.source.scan;

import dev.gatehouse.core.source.Blob;
import dev.gatehouse.source.scan.Secrecy.Hidden;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Turns bytes into text that may be shown: secrets masked, nothing in it that moves a cursor, turns the direction of writing or
/// cannot be seen.
final class Masker {
    /// Stands for what is hidden, however long that is.
    static final String MASK = "••••••••";
    private static final int PREFIX = 4;
    private static final char REPLACEMENT = '\uFFFD';

    private final Blob blob;
    private final Secrecy secrecy;
    private final Charset charset;
    private final boolean wide;

    /// A piece of shown text.
    ///
    /// @param markStart
    ///            index of the character that the mark begins with
    /// @param markEnd
    ///            index after its last one
    record Masked(String text, int markStart, int markEnd) {}

    Masker(Blob blob, Secrecy secrecy) {
        this.blob = blob;
        this.secrecy = secrecy;
        this.wide = blob.form() == Blob.Form.UTF_16LE || blob.form() == Blob.Form.UTF_16BE;
        this.charset = switch (blob.form()) {
            case TEXT -> StandardCharsets.UTF_8;
            case UTF_16LE -> StandardCharsets.UTF_16LE;
            case UTF_16BE -> StandardCharsets.UTF_16BE;
            case BINARY -> StandardCharsets.ISO_8859_1;
        };
    }

    /// The text from `from` to before `to`, which lie on one line, and where the mark is in it.
    Masked mask(int from, int to, int markFrom, int markTo) {
        var text = new StringBuilder();
        int markStart = -1;
        int markEnd = -1;
        int at = from;
        List<Hidden> hidden = secrecy.within(from, to);
        for (int i = 0; i <= hidden.size(); i++) {
            int clearEnd = i == hidden.size() ? to : Math.max(at, hidden.get(i).start());
            // In clear up to the hidden range, in pieces so that the mark's ends are met.
            while (at < clearEnd) {
                if (at == markFrom) {
                    markStart = text.length();
                }
                int stop = clearEnd;
                stop = markFrom > at && markFrom < stop ? markFrom : stop;
                stop = markTo > at && markTo < stop ? markTo : stop;
                clear(at, stop, text);
                at = stop;
                if (at == markTo) {
                    markEnd = text.length();
                }
            }
            if (i == hidden.size()) {
                break;
            }
            Hidden range = hidden.get(i);
            int end = Math.min(range.end(), to);
            if (markFrom >= at && markFrom < end && markStart < 0) {
                markStart = text.length();
            }
            if (range.prefix() && range.start() == at) {
                prefix(range.start(), text);
            }
            text.append(MASK);
            at = end;
            if (markTo > range.start() && markTo <= end) {
                markEnd = text.length();
            }
        }
        int start = markStart < 0 ? 0 : markStart;
        return new Masked(text.toString(), start, markEnd < start ? text.length() : markEnd);
    }

    /// How a long secret begins, if that is plain: providers mark their tokens there, and people recognise theirs by it.
    private void prefix(int start, StringBuilder text) {
        var prefix = new StringBuilder(PREFIX);
        int step = wide ? 2 : 1;
        for (int i = 0; i < PREFIX; i++) {
            int at = blob.offset() + start + i * step;
            int c = blob.array()[at] & 0xff;
            if (wide) {
                int second = blob.array()[at + 1] & 0xff;
                c = blob.form() == Blob.Form.UTF_16LE ? second << 8 | c : c << 8 | second;
            }
            if (c <= ' ' || c >= 0x7f) {
                return;
            }
            prefix.append((char) c);
        }
        text.append(prefix);
    }

    private void clear(int from, int to, StringBuilder text) {
        String decoded = decode(from, to);
        if (isPlain(decoded)) {
            text.append(decoded);
            return;
        }
        for (int i = 0; i < decoded.length(); i++) {
            text.append(visible(decoded, i));
        }
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c >= 0x7f) {
                return false;
            }
        }
        return true;
    }

    /// The text as it is; not for showing.
    String decode(int from, int to) {
        try {
            return charset.newDecoder().onMalformedInput(CodingErrorAction.REPLACE)
                    .onUnmappableCharacter(CodingErrorAction.REPLACE)
                    .decode(ByteBuffer.wrap(blob.array(), blob.offset() + from, to - from)).toString();
        } catch (CharacterCodingException e) {
            throw new IllegalStateException("a decoder that replaces does not report", e);
        }
    }

    private char visible(String text, int i) {
        char c = text.charAt(i);
        if (c >= ' ' && c < 0x7f) {
            return c;
        }
        if (c == '\t') {
            return ' ';
        }
        if (c < ' ') {
            // Control pictures.
            return blob.form() == Blob.Form.BINARY ? '.' : (char) (0x2400 + c);
        }
        if (blob.form() == Blob.Form.BINARY) {
            return '.';
        }
        if (Character.isSurrogate(c)) {
            return surrogate(text, i);
        }
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR,
                    Character.UNASSIGNED, Character.PRIVATE_USE ->
                REPLACEMENT;
            default -> c >= 0xfe00 && c <= 0xfe0f || c == 0x115f || c == 0x1160 || c == 0x3164 || c == 0xffa0 ? REPLACEMENT : c;
        };
    }

    /// Half a pair alone, and pairs that cannot be seen (tags, for one), are replaced.
    private static char surrogate(String text, int i) {
        char c = text.charAt(i);
        int pair = -1;
        if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
            pair = Character.toCodePoint(c, text.charAt(i + 1));
        } else if (Character.isLowSurrogate(c) && i > 0 && Character.isHighSurrogate(text.charAt(i - 1))) {
            pair = Character.toCodePoint(text.charAt(i - 1), c);
        }
        boolean seen = pair >= 0 && Character.isDefined(pair) && Character.getType(pair) != Character.FORMAT
                && Character.getType(pair) != Character.PRIVATE_USE && !(pair >= 0xe0100 && pair <= 0xe01ef);
        return seen ? c : REPLACEMENT;
    }
}
