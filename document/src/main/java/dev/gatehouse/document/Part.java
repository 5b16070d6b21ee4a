package dev.gatehouse.document;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A value of somebody else's document, looked at without expectations: what is absent or of another form is nothing. Where a form is
/// expected and its absence is a mistake, [Fields] is the one to ask.
///
/// @param value
///            null if there is none
/// @param where
///            of its key, else of itself, else of the nearest thing around it that is there
public record Part(@Nullable Value value, Range where) {

    /// A document, or an element of a sequence.
    public static Part of(Value value) {
        return new Part(value, value.range());
    }

    /// What lies at the end of the keys.
    public Part at(String... keys) {
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

    /// Whether there is anything but null.
    public boolean exists() {
        return value != null && !(value instanceof Scalar.Null);
    }

    /// The text of a scalar; empty if it is none.
    public String text() {
        return value instanceof Scalar scalar && !(scalar instanceof Scalar.Null) ? scalar.text() : "";
    }

    /// The text of a scalar.
    ///
    /// @param absent
    ///            if it is none, or empty
    public String text(String absent) {
        String text = text();
        return text.isEmpty() ? absent : text;
    }

    /// Whether it is the truth value `true`.
    public boolean isTrue() {
        return value instanceof Scalar.Bool bool && bool.truth();
    }

    /// Whether it is the truth value `false`.
    public boolean isFalse() {
        return value instanceof Scalar.Bool bool && !bool.truth();
    }

    /// Whether it is the whole number.
    public boolean is(long number) {
        return value instanceof Scalar.Whole whole && whole.fitsLong() && whole.number().longValue() == number;
    }

    /// Whether it is a whole number.
    public boolean isNumber() {
        return value instanceof Scalar.Whole;
    }

    /// The elements of a sequence.
    public List<Part> items() {
        List<Part> items = new ArrayList<>();
        if (value instanceof Sequence sequence) {
            sequence.values().forEach(each -> items.add(of(each)));
        }
        return items;
    }

    /// The members of a mapping by their keys, in order.
    public Map<String, Part> members() {
        var members = new LinkedHashMap<String, Part>();
        if (value instanceof Mapping mapping) {
            for (Member member : mapping.members()) {
                members.put(member.key(), new Part(member.value(), member.keyRange()));
            }
        }
        return members;
    }

    /// The members of a mapping that are scalars, as texts; the others are empty.
    public Map<String, String> texts() {
        var texts = new LinkedHashMap<String, String>();
        members().forEach((key, part) -> texts.put(key, part.text()));
        return texts;
    }

    /// The 1-based line on which the value begins, or what is around it.
    public int line() {
        return value == null ? where.line() : value.range().line();
    }
}
