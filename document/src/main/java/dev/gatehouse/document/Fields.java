package dev.gatehouse.document;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A mapping that a configuration reader takes apart. Every key that is asked for counts as known; [#finish] refuses the others
/// and
/// names the nearest known key. A key that is set to null counts as absent.
///
/// Serves one reading; not thread-safe.
public final class Fields {
    private final String name;
    private final Mapping mapping;
    private final Set<String> known = new LinkedHashSet<>();

    private Fields(String name, Mapping mapping) {
        this.name = name;
        this.mapping = mapping;
    }

    /// @param name
    ///            the document, for messages
    /// @throws DocumentException
    ///             if the value is no mapping
    public static Fields of(String name, Value value) throws DocumentException {
        if (value instanceof Mapping mapping) {
            return new Fields(name, mapping);
        }
        throw new DocumentException(name, value.range(), "expected a mapping, found " + value.kind());
    }

    /// The mapping itself.
    public Mapping mapping() {
        return mapping;
    }

    /// The value of the key; null if it is absent.
    public @Nullable Value value(String key) {
        known.add(key);
        Value value = mapping.get(key);
        return value instanceof Scalar.Null ? null : value;
    }

    /// The value of the key.
    ///
    /// @throws DocumentException
    ///             if it is absent
    public Value required(String key) throws DocumentException {
        Value value = value(key);
        if (value == null) {
            throw new DocumentException(name, mapping.range(), "'" + key + "' is missing");
        }
        return value;
    }

    /// The text of the key; null if it is absent.
    ///
    /// @throws DocumentException
    ///             if it is no text
    public @Nullable String text(String key) throws DocumentException {
        Value value = value(key);
        return value == null ? null : text(key, value);
    }

    /// The text of the key.
    ///
    /// @throws DocumentException
    ///             if it is absent or no text
    public String requiredText(String key) throws DocumentException {
        return text(key, required(key));
    }

    /// The texts of a sequence; empty if the key is absent.
    ///
    /// @throws DocumentException
    ///             if it is no sequence or holds something else
    public List<String> texts(String key) throws DocumentException {
        List<String> texts = new ArrayList<>();
        for (Value value : values(key)) {
            texts.add(text(key, value));
        }
        return texts;
    }

    /// The values of a sequence; empty if the key is absent.
    ///
    /// @throws DocumentException
    ///             if it is no sequence
    public List<Value> values(String key) throws DocumentException {
        return switch (value(key)) {
            case null -> List.of();
            case Sequence sequence -> sequence.values();
            case Value other -> throw expected(key, "a sequence", other);
        };
    }

    /// The mapping of the key; null if it is absent.
    ///
    /// @throws DocumentException
    ///             if it is no mapping
    public @Nullable Fields fields(String key) throws DocumentException {
        return switch (value(key)) {
            case null -> null;
            case Mapping inner -> new Fields(name, inner);
            case Value other -> throw expected(key, "a mapping", other);
        };
    }

    /// The mappings of a sequence; empty if the key is absent.
    ///
    /// @throws DocumentException
    ///             if it is no sequence or holds something else
    public List<Fields> each(String key) throws DocumentException {
        List<Fields> each = new ArrayList<>();
        for (Value value : values(key)) {
            if (!(value instanceof Mapping inner)) {
                throw expected(key, "mappings", value);
            }
            each.add(new Fields(name, inner));
        }
        return each;
    }

    /// The boolean of the key.
    ///
    /// @param absent
    ///            the answer if the key is absent
    /// @throws DocumentException
    ///             if it is no boolean
    public boolean bool(String key, boolean absent) throws DocumentException {
        return switch (value(key)) {
            case null -> absent;
            case Scalar.Bool bool -> bool.truth();
            case Value other -> throw expected(key, "true or false", other);
        };
    }

    /// The whole number of the key.
    ///
    /// @param absent
    ///            the answer if the key is absent
    /// @throws DocumentException
    ///             if it is no whole number or outside the bounds
    public long whole(String key, long least, long most, long absent) throws DocumentException {
        Value value = value(key);
        if (value == null) {
            return absent;
        }
        if (value instanceof Scalar.Whole whole && whole.fitsLong()) {
            long number = whole.number().longValue();
            if (number >= least && number <= most) {
                return number;
            }
        }
        throw value instanceof Scalar.Whole
                ? error(value, "'" + key + "' must be from " + least + " to " + most)
                : expected(key, "a whole number", value);
    }

    /// The number of the key, whole or not.
    ///
    /// @param absent
    ///            the answer if the key is absent
    /// @throws DocumentException
    ///             if it is no number
    public double real(String key, double absent) throws DocumentException {
        return switch (value(key)) {
            case null -> absent;
            case Scalar.Real real -> real.number();
            case Scalar.Whole whole -> whole.number().doubleValue();
            case Value other -> throw expected(key, "a number", other);
        };
    }

    /// The constant that the key names, written in lower case with hyphens.
    ///
    /// @param absent
    ///            the answer if the key is absent
    /// @throws DocumentException
    ///             if it names none of the type
    public <E extends Enum<E>> E choice(String key, Class<E> type, E absent) throws DocumentException {
        String text = text(key);
        if (text == null) {
            return absent;
        }
        List<String> labels = new ArrayList<>();
        for (E constant : type.getEnumConstants()) {
            String label = constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
            if (label.equals(text)) {
                return constant;
            }
            labels.add(label);
        }
        throw error(required(key), "'" + key + "' must be one of " + String.join(", ", labels));
    }

    /// The members whose keys nobody asked for.
    public List<Member> unknown() {
        return mapping.members().stream().filter(member -> !known.contains(member.key())).toList();
    }

    /// Ends the reading.
    ///
    /// @throws DocumentException
    ///             if there is a key that nobody asked for
    public void finish() throws DocumentException {
        for (Member member : unknown()) {
            String nearest = Keys.nearest(member.key(), known);
            String remedy = nearest == null ? "" : "; did you mean '" + nearest + "'?";
            throw new DocumentException(name, member.keyRange(), "unknown key '" + Keys.shown(member.key()) + "'" + remedy);
        }
    }

    /// An error of this document at a value.
    public DocumentException error(Value at, String what) {
        return new DocumentException(name, at.range(), what);
    }

    private String text(String key, Value value) throws DocumentException {
        if (value instanceof Scalar.Text text) {
            return text.text();
        }
        throw expected(key, "text", value);
    }

    private DocumentException expected(String key, String what, Value found) {
        return error(found, "'" + key + "' expects " + what + ", found " + found.kind());
    }
}
