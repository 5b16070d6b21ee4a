package dev.gatehouse.oci.manifest;

import dev.gatehouse.document.DocumentException;
import dev.gatehouse.document.Documents;
import dev.gatehouse.document.Format;
import dev.gatehouse.document.Limits;
import dev.gatehouse.document.Mapping;
import dev.gatehouse.document.Member;
import dev.gatehouse.document.Scalar;
import dev.gatehouse.document.Sequence;
import dev.gatehouse.document.Value;
import dev.gatehouse.oci.OciException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Takes JSON objects apart. Absent and null are the same, as they are for the programs that write these documents; what is there
/// must have the right type. A key that stands twice is refused: two readers could take two images for one.
final class Members {
    private static final int DEPTH = 64;
    private static final int VALUES = 500_000;

    private Members() {}

    static Mapping object(String what, byte[] bytes) throws OciException {
        try {
            var limits = new Limits(bytes.length, DEPTH, VALUES);
            if (Documents.read(Format.JSON, what, bytes, limits) instanceof Mapping mapping) {
                return mapping;
            }
        } catch (DocumentException e) {
            throw new OciException(OciException.Kind.MALFORMED, String.valueOf(e.getMessage()), e);
        }
        throw malformed(what, "it is no JSON object");
    }

    static OciException malformed(String what, String how) {
        return new OciException(OciException.Kind.MALFORMED, what + ": " + how);
    }

    static @Nullable Value value(Mapping mapping, String key) {
        Value value = mapping.get(key);
        return value instanceof Scalar.Null ? null : value;
    }

    static @Nullable String text(String what, Mapping mapping, String key) throws OciException {
        return switch (value(mapping, key)) {
            case null -> null;
            case Scalar.Text text -> text.text();
            case Value other -> throw malformed(what, key + " is " + other.kind() + ", not text");
        };
    }

    static String textOrEmpty(String what, Mapping mapping, String key) throws OciException {
        String text = text(what, mapping, key);
        return text == null ? "" : text;
    }

    static long whole(String what, Mapping mapping, String key) throws OciException {
        if (value(mapping, key) instanceof Scalar.Whole whole && whole.fitsLong()) {
            return whole.number().longValue();
        }
        throw malformed(what, key + " is no whole number");
    }

    static @Nullable Mapping mapping(String what, Mapping mapping, String key) throws OciException {
        return switch (value(mapping, key)) {
            case null -> null;
            case Mapping found -> found;
            case Value other -> throw malformed(what, key + " is " + other.kind() + ", not an object");
        };
    }

    static List<Value> values(String what, Mapping mapping, String key) throws OciException {
        return switch (value(mapping, key)) {
            case null -> List.of();
            case Sequence sequence -> sequence.values();
            case Value other -> throw malformed(what, key + " is " + other.kind() + ", not an array");
        };
    }

    static List<Mapping> objects(String what, Mapping mapping, String key) throws OciException {
        List<Mapping> objects = new ArrayList<>();
        for (Value value : values(what, mapping, key)) {
            if (!(value instanceof Mapping object)) {
                throw malformed(what, key + " holds " + value.kind() + ", not objects");
            }
            objects.add(object);
        }
        return objects;
    }

    static List<String> texts(String what, Mapping mapping, String key) throws OciException {
        List<String> texts = new ArrayList<>();
        for (Value value : values(what, mapping, key)) {
            if (!(value instanceof Scalar.Text text)) {
                throw malformed(what, key + " holds " + value.kind() + ", not text");
            }
            texts.add(text.text());
        }
        return texts;
    }

    static Map<String, String> strings(String what, Mapping mapping, String key) throws OciException {
        Mapping found = mapping(what, mapping, key);
        Map<String, String> strings = new TreeMap<>();
        for (Member member : found == null ? List.<Member>of() : found.members()) {
            if (member.value() instanceof Scalar.Text text) {
                strings.put(member.key(), text.text());
            } else if (!(member.value() instanceof Scalar.Null)) {
                throw malformed(what, key + " holds " + member.value().kind() + ", not text");
            }
        }
        return strings;
    }
}
