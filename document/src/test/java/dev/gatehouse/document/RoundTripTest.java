package dev.gatehouse.document;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// What is printed in any style that the language allows is read back as it was. Trees are made of maps, lists and JDK scalars.
class RoundTripTest {

    @Provide
    Arbitrary<Map<String, Object>> trees() {
        return Arbitraries.longs().map(seed -> map(new Random(seed), 4));
    }

    private static Map<String, Object> map(Random random, int depth) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            map.put(text(random), any(random, depth - 1));
        }
        return map;
    }

    private static Object any(Random random, int depth) {
        return switch (random.nextInt(depth > 0 ? 8 : 4)) {
            case 0 -> text(random);
            case 1 -> random.nextBoolean() ? random.nextLong() : (long) random.nextInt(-20, 20);
            case 2 -> random.nextBoolean()
                    ? random.nextGaussian()
                    : Double.longBitsToDouble(random.nextLong() & 0x7fe0_1234_5678_9abcL);
            case 3 -> random.nextBoolean();
            case 4, 5 -> map(random, depth);
            case 6 -> random.ints(random.nextInt(4), 0, 1).mapToObj(i -> any(random, depth - 1)).toList();
            default -> random.ints(random.nextInt(4), 0, 1).mapToObj(i -> map(random, depth - 1)).toList();
        };
    }

    private static String text(Random random) {
        List<String> parts = List.of("a", "B", "0", "-", "_", ".", " ", "\"", "'", "\\", "\n", "\t", "\r", "\u0000", "\u007f",
                "ü", "🔑", "#", "=", "[", "''", "\"\"\"");
        return random.ints(random.nextInt(6), 0, parts.size()).mapToObj(parts::get).collect(Collectors.joining());
    }

    private static Object plain(Value value) {
        return switch (value) {
            case Mapping mapping -> {
                Map<String, Object> map = new LinkedHashMap<>();
                mapping.members().forEach(member -> map.put(member.key(), plain(member.value())));
                yield map;
            }
            case Sequence sequence -> sequence.values().stream().map(RoundTripTest::plain).toList();
            case Scalar.Text text -> text.text();
            case Scalar.Whole whole -> whole.number() instanceof BigInteger big ? big : whole.number().longValue();
            case Scalar.Real real -> real.number();
            case Scalar.Bool bool -> bool.truth();
            case Scalar other -> other.kind();
        };
    }

    @Property(tries = 1500)
    void jsonIsReadBack(@ForAll("trees") Map<String, Object> tree, @ForAll long style) throws DocumentException {
        String source = json(tree, new Random(style));
        assertThat(plain(Documents.read(Format.JSON, "a", source.getBytes(UTF_8), Limits.DEFAULT))).as(source).isEqualTo(tree);
    }

    /// JSON is YAML, apart from a few characters that a YAML stream may not hold as they are.
    @Property(tries = 500)
    void jsonIsReadAsYaml(@ForAll("trees") Map<String, Object> tree) throws DocumentException {
        String source = json(tree, new Random(0) {
            @Override
            public boolean nextBoolean() {
                return false;
            }
        });
        assertThat(plain(Documents.read(Format.YAML, "a", source.getBytes(UTF_8), Limits.DEFAULT))).as(source).isEqualTo(tree);
    }

    private static String json(Object value, Random style) {
        String blank = style.nextBoolean() ? "\n " : "";
        return switch (value) {
            case Map<?, ?> map -> map.entrySet().stream()
                    .map(entry -> blank + Printed.quoted((String) entry.getKey()) + blank + ": " + json(entry.getValue(), style))
                    .collect(Collectors.joining(",", "{", blank + "}"));
            case List<?> list ->
                list.stream().map(item -> blank + json(item, style)).collect(Collectors.joining(",", "[", blank + "]"));
            case String text -> Printed.quoted(text);
            default -> value.toString();
        };
    }

    @Property(tries = 3000)
    void tomlIsReadBack(@ForAll("trees") Map<String, Object> tree, @ForAll long style) throws DocumentException {
        String source = new Toml(new Random(style)).document(tree);
        assertThat(plain(Documents.read(Format.TOML, "a", source.getBytes(UTF_8), Limits.DEFAULT))).as(source).isEqualTo(tree);
    }

    /// Prints each part in one of the ways in which TOML can say it.
    private record Toml(Random style) {

        String document(Map<String, Object> tree) {
            StringBuilder out = new StringBuilder();
            table("", tree, false, out);
            return style.nextBoolean() ? out.toString() : out.toString().replace("\n", "\r\n");
        }

        /// First the plain members, then the tables below: after a header nothing can be added to the table above.
        ///
        /// @param headless
        ///            whether it has no header, so that only tables can stand in it
        private void table(String path, Map<?, ?> table, boolean headless, StringBuilder out) {
            StringBuilder tables = new StringBuilder();
            for (Map.Entry<?, ?> entry : table.entrySet()) {
                String key = key((String) entry.getKey());
                String name = path.isEmpty() ? key : path + (style.nextBoolean() ? "." : " . ") + key;
                Object value = entry.getValue();
                if (value instanceof Map<?, ?> inner && (headless || style.nextBoolean())) {
                    boolean implied = !inner.isEmpty() && inner.values().stream().allMatch(Map.class::isInstance)
                            && style.nextBoolean();
                    if (!implied) {
                        tables.append("[").append(name).append("]\n");
                    }
                    table(name, inner, implied, tables);
                } else if (value instanceof Map<?, ?> inner && !inner.isEmpty() && style.nextBoolean()) {
                    inner.forEach((below, item) -> out.append(key).append(".").append(key((String) below)).append(" = ")
                            .append(value(item)).append("\n"));
                } else if (value instanceof List<?> list && !list.isEmpty() && list.stream().allMatch(Map.class::isInstance)
                        && style.nextBoolean()) {
                    for (Object item : list) {
                        tables.append("[[").append(name).append("]] # c\n");
                        table(name, (Map<?, ?>) item, false, tables);
                    }
                } else {
                    out.append(key).append(" = ").append(value(value)).append("\n");
                }
            }
            out.append(tables);
        }

        private String key(String key) {
            boolean bare = !key.isEmpty() && key.chars().allMatch(TomlScanner::isBareKey);
            return bare && style.nextBoolean() ? key : Printed.quoted(key);
        }

        private String value(Object value) {
            return switch (value) {
                case Map<?, ?> map ->
                    map.entrySet().stream().map(entry -> key((String) entry.getKey()) + "=" + value(entry.getValue()))
                            .collect(Collectors.joining(", ", "{ ", " }"));
                case List<?> list ->
                    list.stream().map(this::value).collect(Collectors.joining(style.nextBoolean() ? ", " : "\n, # c\n", "[",
                            !list.isEmpty() && style.nextBoolean() ? "\n,]" : "]"));
                case String text -> string(text);
                case Long number when number >= 0 && style.nextBoolean() -> "0x" + Long.toHexString(number);
                default -> value.toString();
            };
        }

        private String string(String text) {
            boolean literal = text.codePoints().noneMatch(c -> TomlScanner.isControl(c) || c == '\'');
            String quoted = Printed.quoted(text);
            return switch (style.nextInt(4)) {
                case 0 -> literal ? "'" + text + "'" : quoted;
                case 1 -> literal ? "'''\n" + text + "'''" : quoted;
                // The blanks behind a backslash at the end of a line go up to the next character: one of the text is no such blank.
                case 2 -> text.isEmpty() || text.charAt(0) == ' ' ? quoted : "\"\"\"\\\n  \n " + quoted.substring(1) + "\"\"";
                default -> quoted;
            };
        }
    }
}
