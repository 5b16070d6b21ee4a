package dev.gatehouse.rego.compile;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// The texts of a saved policy, made when they are first asked for. Thread-safe: two threads may make the same text, and either will do.
final class SavedTexts {
    private final ByteBuffer ends;
    private final ByteBuffer content;
    private final @Nullable String[] known;

    private SavedTexts(ByteBuffer ends, ByteBuffer content) {
        this.ends = ends;
        this.content = content;
        this.known = new String[ends.capacity() / 4];
    }

    /// Reads where the texts are, and goes on behind them.
    static SavedTexts read(ByteBuffer in) {
        int count = in.getInt();
        if (count < 0 || count > in.remaining() / 4) {
            throw new DamagedPolicyException("a count is too large");
        }
        ByteBuffer ends = in.slice(in.position(), 4 * count);
        in.position(in.position() + 4 * count);
        int length = count == 0 ? 0 : ends.getInt(4 * (count - 1));
        if (length < 0 || length > in.remaining()) {
            throw new DamagedPolicyException("the texts are longer than what is there");
        }
        ByteBuffer content = in.slice(in.position(), length);
        in.position(in.position() + length);
        return new SavedTexts(ends, content);
    }

    String get(int index) {
        if (index < 0 || index >= known.length) {
            throw new DamagedPolicyException("a text is missing");
        }
        String text = known[index];
        if (text == null) {
            int from = index == 0 ? 0 : ends.getInt(4 * (index - 1));
            int length = ends.getInt(4 * index) - from - 1;
            if (from < 0 || length < 0 || length > content.capacity() - from - 1) {
                throw new DamagedPolicyException("a text is missing");
            }
            byte[] bytes = new byte[length];
            content.get(from + 1, bytes);
            text = new String(bytes, content.get(from) == 0 ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_16BE);
            known[index] = text;
        }
        return text;
    }
}
