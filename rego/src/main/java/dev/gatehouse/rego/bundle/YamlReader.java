package dev.gatehouse.rego.bundle;

import dev.gatehouse.rego.value.ArrayValue;
import dev.gatehouse.rego.value.BooleanValue;
import dev.gatehouse.rego.value.NullValue;
import dev.gatehouse.rego.value.NumberValue;
import dev.gatehouse.rego.value.ObjectValue;
import dev.gatehouse.rego.value.StringValue;
import dev.gatehouse.rego.value.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/// Reads YAML documents as values.
public final class YamlReader {
    private static final LoadSettings SETTINGS = LoadSettings.builder().setSchema(new CoreSchema())
            .setMaxAliasesForCollections(50)
            .setCodePointLimit(64 << 20).build();

    /// Text that is no YAML, or YAML that is no value.
    public static final class Malformed extends Exception {
        private static final long serialVersionUID = 1L;

        Malformed(String message) {
            super(message);
        }
    }

    private YamlReader() {}

    /// Reads all documents of a text.
    public static List<Value> readAll(String text) throws Malformed {
        List<Value> values = new ArrayList<>();
        try {
            for (Object document : new Load(SETTINGS).loadAllFromString(text)) {
                values.add(value(document));
            }
        } catch (YamlEngineException e) {
            throw new Malformed("yaml: " + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
        }
        return values;
    }

    private static Value value(@Nullable Object object) throws Malformed {
        return switch (object) {
            case null -> NullValue.NULL;
            case Boolean b -> b ? BooleanValue.TRUE : BooleanValue.FALSE;
            case Integer i -> NumberValue.of(i.longValue());
            case Long l -> NumberValue.of(l);
            case BigInteger b -> NumberValue.of(b);
            case Double d when Double.isFinite(d) -> NumberValue.parse(BigDecimal.valueOf(d).stripTrailingZeros().toString());
            case String s -> StringValue.of(s);
            case List<?> list -> {
                ArrayValue.Builder items = ArrayValue.builder(list.size());
                for (Object item : list) {
                    items.add(value(item));
                }
                yield items.build();
            }
            case Map<?, ?> map -> {
                ObjectValue.Builder entries = ObjectValue.builder(map.size());
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    entries.put(StringValue.of(String.valueOf(entry.getKey())), value(entry.getValue()));
                }
                yield entries.build();
            }
            default -> throw new Malformed("yaml: a value of no JSON type");
        };
    }
}
