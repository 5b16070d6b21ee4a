package dev.gatehouse.threatmodel.derive;

import dev.gatehouse.document.Mapping;
import dev.gatehouse.document.Member;
import dev.gatehouse.document.Scalar;
import dev.gatehouse.document.Sequence;
import dev.gatehouse.document.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A value of somebody else's file, looked at without expectations: what is absent or of another form is nothing.
record Part(@Nullable Value value) {
    static final Part NOTHING = new Part(null);

    /// What lies at the end of the keys.
    Part at(String... keys) {
        Value here = value;
        for (String key : keys) {
            here = here instanceof Mapping mapping ? mapping.get(key) : null;
        }
        return here == null ? NOTHING : new Part(here);
    }

    boolean exists() {
        return value != null && !(value instanceof Scalar.Null);
    }

    /// The text of a scalar; empty if it is none.
    String text() {
        return value instanceof Scalar scalar && !(scalar instanceof Scalar.Null) ? scalar.text() : "";
    }

    String text(String absent) {
        String text = text();
        return text.isEmpty() ? absent : text;
    }

    boolean isTrue() {
        return value instanceof Scalar.Bool bool && bool.truth();
    }

    boolean isFalse() {
        return value instanceof Scalar.Bool bool && !bool.truth();
    }

    List<Part> items() {
        List<Part> items = new ArrayList<>();
        if (value instanceof Sequence sequence) {
            sequence.values().forEach(element -> items.add(new Part(element)));
        }
        return items;
    }

    Map<String, Part> members() {
        var members = new LinkedHashMap<String, Part>();
        if (value instanceof Mapping mapping) {
            for (Member member : mapping.members()) {
                members.put(member.key(), new Part(member.value()));
            }
        }
        return members;
    }

    /// The scalars of a mapping.
    Map<String, String> texts() {
        var texts = new LinkedHashMap<String, String>();
        members().forEach((key, part) -> texts.put(key, part.text()));
        return texts;
    }

    int line() {
        return value == null ? 1 : value.range().line();
    }
}
