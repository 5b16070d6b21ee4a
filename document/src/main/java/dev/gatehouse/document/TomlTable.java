package dev.gatehouse.document;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A table that may still grow.
final class TomlTable implements TomlNode {

    /// How a table came to be, which decides what may still be added.
    enum Definition {
        /// As the parent of a header's table: may get its own header later.
        IMPLIED,
        /// By its own header.
        HEADER,
        /// By dotted keys: no header may open it again.
        DOTTED
    }

    /// @param keyRange
    ///            the first mention of the key
    record Entry(Range keyRange, TomlNode node) {}

    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final int start;
    private int end;
    private final int depth;
    Definition definition;

    /// @param start
    ///            offset of its header or of the key that brought it about
    /// @param end
    ///            offset after that
    TomlTable(Definition definition, int depth, int start, int end) {
        this.definition = definition;
        this.depth = depth;
        this.start = start;
        this.end = end;
    }

    /// 1 for the root.
    int depth() {
        return depth;
    }

    @Nullable
    Entry get(String key) {
        return entries.get(key);
    }

    void put(String key, Range keyRange, TomlNode node) {
        entries.put(key, new Entry(keyRange, node));
    }

    /// Something that belongs to it ends here.
    void reach(int offset) {
        end = Math.max(end, offset);
    }

    @Override
    public Mapping value(SourceText source) {
        List<Member> members = new ArrayList<>(entries.size());
        int last = end;
        for (Map.Entry<String, Entry> entry : entries.entrySet()) {
            Value value = entry.getValue().node().value(source);
            last = Math.max(last, value.range().end());
            members.add(new Member(entry.getKey(), entry.getValue().keyRange(), value));
        }
        return new Mapping(source.range(start, last), members);
    }
}
