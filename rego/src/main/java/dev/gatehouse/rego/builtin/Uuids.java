package dev.gatehouse.rego.builtin;

import dev.gatehouse.rego.value.NumberValue;
import dev.gatehouse.rego.value.ObjectValue;
import dev.gatehouse.rego.value.StringValue;
import dev.gatehouse.rego.value.Value;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Universally unique identifiers (RFC 4122).
final class Uuids {
    private static final Pattern PLAIN = Pattern
            .compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");
    // From 15 October 1582 to 1970, in units of 100 nanoseconds.
    private static final long GREGORIAN = 0x01b21dd213814000L;
    private static final String[] DOMAINS = {"Person", "Group", "Org"};

    private record Key(Value name) {}

    private Uuids() {}

    static void register(Builtins.Table table) {
        table.add("uuid.rfc4122",
                (context, arguments) -> context.cached(new Key(arguments[0]), Value.class, () -> random(context)));
        table.add("uuid.parse", (context, arguments) -> parse(Operands.string(arguments, 0)));
    }

    private static Value random(BuiltinContext context) {
        byte[] bytes = new byte[16];
        context.random().nextBytes(bytes);
        bytes[6] = (byte) (bytes[6] & 0x0f | 0x40);
        bytes[8] = (byte) (bytes[8] & 0x3f | 0x80);
        String hex = HexFormat.of().formatHex(bytes);
        return StringValue.of(String.join("-", hex.substring(0, 8), hex.substring(8, 12), hex.substring(12, 16),
                hex.substring(16, 20), hex.substring(20)));
    }

    private static @Nullable Value parse(String text) {
        String plain = text;
        if (text.length() == 36 + 9 && text.regionMatches(true, 0, "urn:uuid:", 0, 9)) {
            plain = text.substring(9);
        } else if (text.length() == 38) {
            // As Go's library: any character may stand on either side.
            plain = text.substring(1, 37);
        } else if (text.length() == 32 && text.matches("[0-9a-fA-F]{32}")) {
            plain = String.join("-", text.substring(0, 8), text.substring(8, 12), text.substring(12, 16), text.substring(16, 20),
                    text.substring(20));
        }
        if (!PLAIN.matcher(plain).matches()) {
            return null;
        }
        return describe(HexFormat.of().parseHex(plain.replace("-", "")));
    }

    private static Value describe(byte[] bytes) {
        int version = (bytes[6] & 0xff) >> 4;
        var description = ObjectValue.builder().put("version", NumberValue.of(version)).put("variant",
                StringValue.of(variant(bytes[8] & 0xff)));
        if (version == 1 || version == 2) {
            long high = (long) ((bytes[6] & 0x0f) << 8 | bytes[7] & 0xff) << 48;
            long middle = (long) ((bytes[4] & 0xff) << 8 | bytes[5] & 0xff) << 32;
            long low = Integer
                    .toUnsignedLong((bytes[0] & 0xff) << 24 | (bytes[1] & 0xff) << 16 | (bytes[2] & 0xff) << 8 | bytes[3] & 0xff);
            description.put("time", NumberValue.of((high + middle + low - GREGORIAN) * 100));
            description.put("nodeid", StringValue.of(HexFormat.ofDelimiter("-").formatHex(bytes, 10, 16)));
            description.put("macvariables", StringValue
                    .of(((bytes[10] & 2) != 0 ? "local" : "global") + ((bytes[10] & 1) != 0 ? ":multicast" : ":unicast")));
            description.put("clocksequence", NumberValue.of(((bytes[8] & 0xff) << 8 | bytes[9] & 0xff) & 0x3fff));
            if (version == 2) {
                description.put("id", NumberValue.of(low));
                int domain = bytes[9] & 0xff;
                description.put("domain", StringValue.of(domain < DOMAINS.length ? DOMAINS[domain] : "Domain" + domain));
            }
        }
        return description.build();
    }

    private static String variant(int bits) {
        if ((bits & 0xc0) == 0x80) {
            return "RFC4122";
        }
        return (bits & 0xe0) == 0xc0 ? "Microsoft" : (bits & 0xe0) == 0xe0 ? "Future" : "Reserved";
    }
}
