package dev.gatehouse.document;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A YAML mapping or sequence that is not closed yet.
final class YamlNode {
    private final int start;
    private final boolean mapping;
    private final boolean flow;
    private final @Nullable String anchor;
    private final @Nullable String tag;
    private final long valuesBefore;

    private final Members members = new Members();
    private final List<Value> values = new ArrayList<>();
    private final List<Merge> merges = new ArrayList<>();
    /// The key that waits for its value.
    private @Nullable String key;
    private Range keyRange = new Range(0, 0, 1, 1, 1, 1);
    private boolean merging;
    private int end;
    private int height;

    /// What a merge key brings in.
    ///
    /// @param position
    ///            how many own members stand before it
    private record Merge(int position, Mapping mapping) {}

    /// @param valuesBefore
    ///            how many values were counted before this one
    YamlNode(int start, boolean mapping, boolean flow, @Nullable String anchor, @Nullable String tag, long valuesBefore) {
        this.start = start;
        this.mapping = mapping;
        this.flow = flow;
        this.anchor = anchor;
        this.tag = tag;
        this.valuesBefore = valuesBefore;
        this.end = start;
    }

    boolean mapping() {
        return mapping;
    }

    boolean flow() {
        return flow;
    }

    @Nullable
    String anchor() {
        return anchor;
    }

    long valuesBefore() {
        return valuesBefore;
    }

    /// Offset after its last part.
    int end() {
        return end;
    }

    /// How many levels of mappings and sequences are below it.
    int height() {
        return height;
    }

    int start() {
        return start;
    }

    /// Whether what comes next is a key.
    boolean wantsKey() {
        return key == null;
    }

    /// The own member of this key; null if there is none.
    @Nullable
    Member find(String wanted) {
        return members.find(wanted);
    }

    void key(String text, Range range, boolean merge) {
        key = text;
        keyRange = range;
        merging = merge;
    }

    /// Takes a value of a sequence that ends at this offset.
    void item(Value value, int levels, int offset) {
        values.add(value);
        reach(levels, offset);
    }

    /// Takes the value of the key; false if the key is a merge key and the value cannot be merged.
    boolean value(Value value, int levels, int offset) {
        if (merging) {
            if (!merge(value)) {
                return false;
            }
        } else if (key != null) {
            members.add(new Member(key, keyRange, value));
        }
        key = null;
        merging = false;
        reach(levels, offset);
        return true;
    }

    private boolean merge(Value value) {
        return switch (value) {
            case Mapping merged -> merges.add(new Merge(members.list().size(), merged));
            case Sequence sequence when sequence.values().stream().allMatch(Mapping.class::isInstance) -> {
                sequence.values().forEach(this::merge);
                yield true;
            }
            case Value other -> false;
        };
    }

    private void reach(int levels, int offset) {
        height = Math.max(height, levels);
        end = Math.max(end, offset);
    }

    /// The value it has become.
    ///
    /// @param last
    ///            offset after its last byte
    Value value(SourceText source, int last) {
        Range range = source.range(start, last);
        if (!mapping) {
            return new Sequence(range, values, tag);
        }
        return merges.isEmpty() ? members.mapping(range, tag) : merged().mapping(range, tag);
    }

    /// Own members win over merged ones wherever they stand, and earlier merges over later ones.
    private Members merged() {
        Members all = new Members();
        int own = 0;
        for (Merge merge : merges) {
            for (; own < merge.position(); own++) {
                all.add(members.list().get(own));
            }
            for (Member member : merge.mapping().members()) {
                if (members.find(member.key()) == null && all.find(member.key()) == null) {
                    all.add(member);
                }
            }
        }
        members.list().subList(own, members.list().size()).forEach(all::add);
        return all;
    }
}
