package dev.gatehouse.sca.listing;

import dev.gatehouse.core.check.Span;
import dev.gatehouse.document.Mapping;
import dev.gatehouse.document.Member;
import dev.gatehouse.document.Range;
import dev.gatehouse.document.Scalar;
import dev.gatehouse.document.Sequence;
import dev.gatehouse.document.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Takes documents of other programs apart: what is missing or of another kind is empty, never an error.
public final class Nodes {
    private Nodes() {}

    /// The bytes of a range.
    public static Span span(Range range) {
        return new Span(range.start(), range.end());
    }

    /// The members of the mapping of this key; none if there is none.
    public static List<Member> members(Mapping mapping, String key) {
        return mapping.get(key) instanceof Mapping inner ? inner.members() : List.of();
    }

    /// The mapping of this key; null if there is none.
    public static @Nullable Mapping mapping(Mapping mapping, String key) {
        return mapping.get(key) instanceof Mapping inner ? inner : null;
    }

    /// The values of the sequence of this key; none if there is none.
    public static List<Value> values(Mapping mapping, String key) {
        return mapping.get(key) instanceof Sequence sequence ? sequence.values() : List.of();
    }

    /// The mappings of the sequence of this key; none if there is none.
    public static List<Mapping> mappings(Mapping mapping, String key) {
        List<Mapping> mappings = new ArrayList<>();
        for (Value value : values(mapping, key)) {
            if (value instanceof Mapping inner) {
                mappings.add(inner);
            }
        }
        return mappings;
    }

    /// The texts of the sequence of this key, or its one text; none if there is none.
    public static List<String> texts(Mapping mapping, String key) {
        List<String> texts = new ArrayList<>();
        if (mapping.get(key) instanceof Scalar.Text text) {
            texts.add(text.text());
        }
        for (Value value : values(mapping, key)) {
            if (value instanceof Scalar.Text text) {
                texts.add(text.text());
            }
        }
        return texts;
    }

    /// The scalar of this key as text, numbers as written; empty if there is none.
    public static String text(Mapping mapping, String key) {
        return text(mapping.get(key));
    }

    /// The scalar as text, numbers as written; empty if it is something else.
    public static String text(@Nullable Value value) {
        return value instanceof Scalar scalar && !(scalar instanceof Scalar.Null) ? scalar.text() : "";
    }

    /// Whether the key is set to true.
    public static boolean flag(Mapping mapping, String key) {
        return mapping.get(key) instanceof Scalar.Bool bool && bool.truth();
    }
}
