package dev.gatehouse.rego.builtin;

import dev.gatehouse.rego.crypto.Certificate;
import dev.gatehouse.rego.crypto.CertificateChain;
import dev.gatehouse.rego.crypto.CertificateRequest;
import dev.gatehouse.rego.crypto.CryptoException;
import dev.gatehouse.rego.crypto.JsonWebKey;
import dev.gatehouse.rego.crypto.KeyPair;
import dev.gatehouse.rego.crypto.Pem;
import dev.gatehouse.rego.crypto.PrivateKey;
import dev.gatehouse.rego.crypto.PrivateKeys;
import dev.gatehouse.rego.value.ArrayValue;
import dev.gatehouse.rego.value.BooleanValue;
import dev.gatehouse.rego.value.NullValue;
import dev.gatehouse.rego.value.NumberValue;
import dev.gatehouse.rego.value.ObjectValue;
import dev.gatehouse.rego.value.SetValue;
import dev.gatehouse.rego.value.StringValue;
import dev.gatehouse.rego.value.Utf8;
import dev.gatehouse.rego.value.Value;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Certificates, requests for them, and private keys.
final class Certificates {
    private static final Value INVALID = ArrayValue.of(BooleanValue.FALSE, ArrayValue.EMPTY);
    private static final String BEGIN = "-----BEGIN";

    private Certificates() {}

    /// What may fail with an error of a key or a certificate.
    @FunctionalInterface
    private interface Reading {
        Value call() throws CryptoException;
    }

    static void register(Builtins.Table table) {
        table.add("crypto.x509.parse_certificates", (context, arguments) -> failing(() -> {
            List<Certificate> certificates = read(context, Operands.string(arguments, 0));
            return ArrayValue.of(certificates.stream().map(certificate -> certificate.json(true)).toList());
        }));
        table.add("crypto.x509.parse_and_verify_certificates", (context, arguments) -> verify(context,
                Operands.string(arguments, 0), new CertificateChain.Options("", context.now(), List.of()), true));
        table.add("crypto.x509.parse_and_verify_certificates_with_options", (context, arguments) -> {
            String text = Operands.string(arguments, 0);
            ObjectValue options = Operands.object(arguments, 1);
            try {
                read(context, text);
            } catch (CryptoException e) {
                return INVALID;
            }
            return verify(context, text, options(context, options), false);
        });
        table.add("crypto.x509.parse_certificate_request",
                (context, arguments) -> failing(() -> request(context, Operands.string(arguments, 0))));
        table.add("crypto.x509.parse_keypair", (context, arguments) -> failing(() -> {
            String certificates = Operands.string(arguments, 0);
            String key = Operands.string(arguments, 1);
            context.read(certificates + key);
            context.work(VerificationKeys.SIGNATURE_WORK);
            return KeyPair.json(pem(context, certificates), pem(context, key));
        }));
        table.add("crypto.x509.parse_rsa_private_key", (context, arguments) -> failing(() -> {
            String text = Operands.string(arguments, 0);
            if (text.isEmpty()) {
                throw BuiltinError.failure("input PEM data was empty");
            }
            byte[] pem = text.startsWith(BEGIN) ? Utf8.encode(text) : Encodings.decodeStandard(context, text);
            List<PrivateKey> keys = keys(context, Utf8.decode(pem));
            return keys.isEmpty() ? NullValue.NULL : JsonWebKey.write(keys.getFirst());
        }));
        table.add("crypto.parse_private_keys", (context, arguments) -> failing(() -> {
            String text = Operands.string(arguments, 0);
            return text.isEmpty()
                    ? NullValue.NULL
                    : ArrayValue.of(keys(context, text).stream().map(KeyPair::json).toList());
        }));
    }

    private static Value failing(Reading reading) {
        try {
            return reading.call();
        } catch (CryptoException e) {
            throw BuiltinError.failure(String.valueOf(e.getMessage()));
        }
    }

    private static List<PrivateKey> keys(BuiltinContext context, String text) throws CryptoException {
        context.read(text);
        context.work(VerificationKeys.SIGNATURE_WORK);
        return PrivateKeys.readAll(pem(context, text));
    }

    /// PEM that may be in Base64 once more.
    private static byte[] pem(BuiltinContext context, String text) {
        try {
            return Encodings.decodeStandard(context, text);
        } catch (BuiltinError e) {
            if (e.stops()) {
                throw e;
            }
            return Utf8.encode(text);
        }
    }

    private static List<Certificate> read(BuiltinContext context, String text) throws CryptoException {
        context.read(text);
        byte[] bytes = Utf8.encode(text);
        if (!text.startsWith(BEGIN)) {
            bytes = Encodings.decodeStandard(context, text);
            if (!Utf8.decode(bytes).startsWith(BEGIN)) {
                return Certificate.readAll(bytes);
            }
        }
        var der = new ByteArrayOutputStream();
        for (Pem block = Pem.decode(bytes); block != null; block = Pem.decode(block.rest())) {
            if (!block.type().equals("CERTIFICATE")) {
                throw new CryptoException("PEM block type is '" + block.type() + "', expected CERTIFICATE");
            }
            der.writeBytes(block.bytes());
        }
        return Certificate.readAll(der.toByteArray());
    }

    private static Value verify(BuiltinContext context, String text, CertificateChain.Options options, boolean withUriTexts) {
        List<Certificate> chain;
        try {
            List<Certificate> certificates = read(context, text);
            context.work((long) VerificationKeys.SIGNATURE_WORK * Math.min(certificates.size(), 100));
            chain = CertificateChain.verify(certificates, options);
        } catch (CryptoException e) {
            return INVALID;
        } catch (BuiltinError e) {
            if (e.stops()) {
                throw e;
            }
            return INVALID;
        }
        return chain == null
                ? INVALID
                : ArrayValue.of(BooleanValue.TRUE,
                        ArrayValue.of(chain.stream().map(certificate -> certificate.json(withUriTexts)).toList()));
    }

    private static CertificateChain.Options options(BuiltinContext context, ObjectValue options) {
        String host = "";
        Instant time = context.now();
        List<String> usages = List.of();
        for (int rank = 0; rank < options.size(); rank++) {
            Value value = options.value(rank);
            if (!(options.key(rank) instanceof StringValue key)) {
                continue;
            }
            switch (key.text()) {
                case "DNSName" -> {
                    if (!(value instanceof StringValue name)) {
                        throw BuiltinError.failure("'DNSName' should be a string");
                    }
                    host = name.text().replaceAll("^\"+|\"+$", "");
                }
                case "CurrentTime" -> time = Instant.EPOCH.plusNanos(integer(value, "CurrentTime", "a valid int64 number"));
                case "MaxConstraintComparisons" -> integer(value, "MaxConstraintComparisons", "a valid number");
                case "KeyUsages" -> usages = usages(value);
                default -> throw BuiltinError.failure("invalid key option");
            }
        }
        return new CertificateChain.Options(host, time, usages);
    }

    private static long integer(Value value, String name, String expected) {
        if (!(value instanceof NumberValue number)) {
            throw BuiltinError.failure("'" + name + "' should be a number");
        }
        if (!number.isLong()) {
            throw BuiltinError.failure("'" + name + "' should be " + expected);
        }
        return number.longValue();
    }

    private static List<String> usages(Value value) {
        Iterable<Value> elements = switch (value) {
            case ArrayValue array -> array;
            case SetValue set -> set;
            default -> throw BuiltinError.failure("'KeyUsages' should be an Array or Set");
        };
        var usages = new ArrayList<String>();
        var invalid = new ArrayList<String>();
        for (Value element : elements) {
            if (element instanceof StringValue string) {
                String name = string.text().replaceAll("^\"+|\"+$", "");
                (CertificateChain.isUsage(name) ? usages : invalid).add(name);
            }
        }
        if (!invalid.isEmpty()) {
            throw BuiltinError.failure("invalid entries for 'KeyUsages' found: [" + String.join(" ", invalid) + "]");
        }
        return usages;
    }

    private static Value request(BuiltinContext context, String text) throws CryptoException {
        context.read(text);
        boolean isPem = text.startsWith("-----BEGIN CERTIFICATE REQUEST-----");
        byte[] bytes = isPem ? Utf8.encode(text) : Encodings.decodeStandard(context, text);
        Pem block = Pem.decode(bytes);
        if (block != null && !block.type().equals("CERTIFICATE REQUEST")) {
            throw BuiltinError.failure("invalid PEM-encoded certificate signing request");
        }
        return CertificateRequest.json(block == null ? bytes : block.bytes());
    }
}
