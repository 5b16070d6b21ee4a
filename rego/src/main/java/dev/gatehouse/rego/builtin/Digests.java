package dev.gatehouse.rego.builtin;

import dev.gatehouse.rego.value.BooleanValue;
import dev.gatehouse.rego.value.StringValue;
import dev.gatehouse.rego.value.Utf8;
import dev.gatehouse.rego.value.Value;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Digests and message authentication codes, as hexadecimal text.
final class Digests {
    private Digests() {}

    static void register(Builtins.Table table) {
        table.add("crypto.md5", (context, arguments) -> digest(context, "MD5", arguments));
        table.add("crypto.sha1", (context, arguments) -> digest(context, "SHA-1", arguments));
        table.add("crypto.sha256", (context, arguments) -> digest(context, "SHA-256", arguments));
        table.add("crypto.hmac.md5", (context, arguments) -> mac(context, "HmacMD5", arguments));
        table.add("crypto.hmac.sha1", (context, arguments) -> mac(context, "HmacSHA1", arguments));
        table.add("crypto.hmac.sha256", (context, arguments) -> mac(context, "HmacSHA256", arguments));
        table.add("crypto.hmac.sha512", (context, arguments) -> mac(context, "HmacSHA512", arguments));
        table.add("crypto.hmac.equal", (context, arguments) -> BooleanValue
                .of(MessageDigest.isEqual(Utf8.encode(Operands.string(arguments, 0)),
                        Utf8.encode(Operands.string(arguments, 1)))));
    }

    private static Value digest(BuiltinContext context, String algorithm, Value[] arguments) {
        String text = Operands.string(arguments, 0);
        context.read(text);
        try {
            return StringValue.of(HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(Utf8.encode(text))));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Value mac(BuiltinContext context, String algorithm, Value[] arguments) {
        String text = Operands.string(arguments, 0);
        context.read(text);
        return StringValue
                .of(HexFormat.of().formatHex(mac(algorithm, Utf8.encode(Operands.string(arguments, 1)), Utf8.encode(text))));
    }

    static byte[] mac(String algorithm, byte[] key, byte[] message) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            // A key of no bytes is one of zeros, which Java would refuse.
            mac.init(new SecretKeySpec(key.length == 0 ? new byte[1] : key, algorithm));
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
