package dev.gatehouse.config;

import dev.gatehouse.document.DocumentException;
import dev.gatehouse.document.Documents;
import dev.gatehouse.document.Fields;
import dev.gatehouse.document.Format;
import dev.gatehouse.document.Limits;
import dev.gatehouse.document.Mapping;
import dev.gatehouse.document.Scalar;
import dev.gatehouse.document.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads the layers of configuration and says what they mean together.
public final class ConfigurationReader {
    static final Limits LIMITS = new Limits(4 << 20, 32, 200_000);

    private ConfigurationReader() {}

    /// What was read.
    ///
    /// @param configuration the effective configuration
    /// @param notes things worth telling: a locked key that a later layer tries to set
    public record Result(Configuration configuration, List<String> notes) {}

    /// Reads the layers, each over the one before.
    ///
    /// @param layers organisation first
    /// @throws ConfigurationException if one of them is wrong
    public static Result read(List<Layer> layers) throws ConfigurationException {
        Draft draft = new Draft();
        for (Layer layer : layers) {
            try {
                Value value = Documents.read(Format.YAML, layer.name(), layer.bytes(), LIMITS);
                if (value instanceof Scalar.Null) {
                    continue;
                }
                new LayerReader(draft, layer).read(Fields.of(layer.name(), value));
            } catch (DocumentException e) {
                throw new ConfigurationException(String.valueOf(e.getMessage()), e);
            }
        }
        return new Result(draft.configuration(), List.copyOf(draft.notes()));
    }

    /// What a repository's layer extends; null if nothing.
    ///
    /// @throws ConfigurationException if the layer is no document, or does not name a file within the repository and its digest
    public static @Nullable Extension extension(Layer layer) throws ConfigurationException {
        try {
            Value value = Documents.read(Format.YAML, layer.name(), layer.bytes(), LIMITS);
            if (value instanceof Scalar.Null) {
                return null;
            }
            Fields root = Fields.of(layer.name(), value);
            String text = root.text("extends");
            if (text == null) {
                return null;
            }
            try {
                Extension extension = Extension.parse(text);
                if (LayerReader.outside(extension.path())) {
                    throw new IllegalArgumentException("the file must lie within the repository");
                }
                return extension;
            } catch (IllegalArgumentException e) {
                throw root.error(root.required("extends"), "'extends': " + e.getMessage());
            }
        } catch (DocumentException e) {
            throw new ConfigurationException(String.valueOf(e.getMessage()), e);
        }
    }

    /// The keys that the document sets, as dotted paths with the line of each: for locking and for `--origin`.
    static List<SetKey> setKeys(Mapping mapping, String prefix) {
        List<SetKey> keys = new ArrayList<>();
        mapping.members().forEach(member -> {
            String key = prefix + member.key();
            if (member.value() instanceof Mapping inner) {
                keys.addAll(setKeys(inner, key + "."));
            } else {
                keys.add(new SetKey(key, member.keyRange().line(), text(member.value())));
            }
        });
        return keys;
    }

    /// @param key dotted path
    /// @param line 1-based
    /// @param text the value as YAML flow text
    record SetKey(String key, int line, String text) {}

    private static String text(Value value) {
        return switch (value) {
            case Scalar scalar -> scalar.text();
            case dev.gatehouse.document.Sequence sequence -> sequence.values().stream().allMatch(v -> v instanceof Scalar)
                    ? "[" + String.join(", ", sequence.values().stream().map(ConfigurationReader::text).toList()) + "]"
                    : "(" + sequence.values().size() + " entries)";
            case Mapping mapping -> "(" + mapping.members().size() + " keys)";
        };
    }
}
