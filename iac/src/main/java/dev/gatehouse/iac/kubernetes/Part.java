package dev.gatehouse.iac.kubernetes;

import dev.gatehouse.document.Mapping;
import dev.gatehouse.document.Member;
import dev.gatehouse.document.Range;
import dev.gatehouse.document.Scalar;
import dev.gatehouse.document.Sequence;
import dev.gatehouse.document.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A value of a manifest, looked at without expectations: what is absent or of another form is nothing.
///
/// @param value
///            null if there is none
/// @param where
///            of its key, else of itself, else of the nearest thing around it that is there
record Part(@Nullable Value value, Range where) {

    static Part of(Value value) {
        return new Part(value, value.range());
    }

    /// What lies at the end of the keys.
    Part at(String... keys) {
        Part here = this;
        for (String key : keys) {
            here = here.member(key);
        }
        return here;
    }

    private Part member(String key) {
        if (value instanceof Mapping mapping) {
            for (Member member : mapping.members()) {
                if (member.key().equals(key)) {
                    return new Part(member.value(), member.keyRange());
                }
            }
        }
        return new Part(null, where);
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

    /// Whether it is the whole number.
    boolean is(long number) {
        return value instanceof Scalar.Whole whole && whole.fitsLong() && whole.number().longValue() == number;
    }

    boolean isNumber() {
        return value instanceof Scalar.Whole;
    }

    List<Part> items() {
        List<Part> items = new ArrayList<>();
        if (value instanceof Sequence sequence) {
            sequence.values().forEach(each -> items.add(of(each)));
        }
        return items;
    }
}
