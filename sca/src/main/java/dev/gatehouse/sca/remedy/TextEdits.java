package dev.gatehouse.sca.remedy;

import dev.gatehouse.document.Range;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Changes parts of a text and leaves every other byte as it was.
public final class TextEdits {
    private final byte[] text;
    private final List<Edit> edits = new ArrayList<>();

    private record Edit(int start, int end, String replacement) {}

    public TextEdits(byte[] text) {
        this.text = text.clone();
    }

    /// Replaces what stands at a range.
    public void replace(Range range, String replacement) {
        replace(range.start(), range.end(), replacement);
    }

    /// Replaces bytes; nothing is there to be replaced where start and end are one.
    public void replace(int start, int end, String replacement) {
        edits.add(new Edit(start, end, replacement));
    }

    /// The text with all changes.
    ///
    /// @throws IllegalStateException
    ///             if two of them overlap
    public byte[] apply() {
        List<Edit> sorted = new ArrayList<>(edits);
        sorted.sort(Comparator.comparingInt(Edit::start).thenComparingInt(Edit::end));
        var out = new ByteArrayOutputStream(text.length + 256);
        int at = 0;
        for (Edit edit : sorted) {
            if (edit.start() < at) {
                throw new IllegalStateException("two changes of one part of a text");
            }
            out.write(text, at, edit.start() - at);
            out.writeBytes(edit.replacement().getBytes(StandardCharsets.UTF_8));
            at = edit.end();
        }
        out.write(text, at, text.length - at);
        return out.toByteArray();
    }
}
