package dev.gatehouse.document;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A body of HCL while it is read: attributes, and blocks by type and labels.
final class HclBody {
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final Range begin;

    /// @param begin
    ///            where it begins
    HclBody(Range begin) {
        this.begin = begin;
    }

    /// Exactly one of the three is there.
    private record Entry(Range key, @Nullable Value value, @Nullable HclBody labelled, @Nullable List<Value> bodies) {}

    /// Adds an attribute; false if there is something of that name.
    boolean attribute(String name, Range key, Value value) {
        return entries.putIfAbsent(name, new Entry(key, value, null, null)) == null;
    }

    /// Adds a block; false if its type and labels lead to something that is no block.
    ///
    /// @param names
    ///            the type and the labels
    boolean block(List<Member> names, Value body) {
        HclBody at = this;
        for (int i = 0; i < names.size(); i++) {
            Member name = names.get(i);
            boolean last = i == names.size() - 1;
            Entry entry = at.entries.computeIfAbsent(name.key(), key -> last
                    ? new Entry(name.keyRange(), null, null, new ArrayList<>())
                    : new Entry(name.keyRange(), null, new HclBody(name.keyRange()), null));
            if (last && entry.bodies() != null) {
                entry.bodies().add(body);
                return true;
            }
            if (last || entry.labelled() == null) {
                return false;
            }
            at = entry.labelled();
        }
        return false;
    }

    Mapping mapping(Range range) {
        List<Member> members = new ArrayList<>();
        entries.forEach((name, entry) -> members.add(new Member(name, entry.key(), entry.value() != null
                ? entry.value()
                : entry.labelled() != null
                        ? entry.labelled().mapping(entry.labelled().begin)
                        : new Sequence(entry.key(), entry.bodies() == null ? List.of() : entry.bodies()))));
        return new Mapping(range, members);
    }
}
