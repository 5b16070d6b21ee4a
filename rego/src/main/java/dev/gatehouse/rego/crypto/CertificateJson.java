package dev.gatehouse.rego.crypto;

import dev.gatehouse.rego.value.ArrayValue;
import dev.gatehouse.rego.value.BooleanValue;
import dev.gatehouse.rego.value.GoUrl;
import dev.gatehouse.rego.value.NullValue;
import dev.gatehouse.rego.value.NumberValue;
import dev.gatehouse.rego.value.ObjectValue;
import dev.gatehouse.rego.value.StringValue;
import dev.gatehouse.rego.value.Value;
import java.math.BigInteger;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Certificates, requests and keys in the JSON that Go's `encoding/json` gives its structures of them: policies rely on these names.
final class CertificateJson {
    private CertificateJson() {}

    static ObjectValue write(Certificate certificate, boolean withUriTexts) {
        Extensions details = certificate.details();
        var json = ObjectValue.builder();
        json.put("Raw", base64(certificate.raw().all()));
        json.put("RawTBSCertificate", base64(certificate.raw().signed()));
        json.put("RawSubjectPublicKeyInfo", base64(certificate.raw().keyInfo()));
        json.put("RawSubject", base64(certificate.raw().subject()));
        json.put("RawIssuer", base64(certificate.raw().issuer()));
        json.put("Signature", base64(certificate.signature()));
        json.put("SignatureAlgorithm", NumberValue.of(certificate.signatureAlgorithm().ordinal()));
        json.put("PublicKeyAlgorithm", NumberValue.of(algorithm(certificate.publicKey())));
        json.put("PublicKey", key(certificate.publicKey()));
        json.put("Version", NumberValue.of(certificate.version()));
        json.put("SerialNumber", NumberValue.of(certificate.serial()));
        json.put("Issuer", name(certificate.issuer()));
        json.put("Subject", name(certificate.subject()));
        json.put("NotBefore", StringValue.of(certificate.notBefore().toString()));
        json.put("NotAfter", StringValue.of(certificate.notAfter().toString()));
        json.put("KeyUsage", NumberValue.of(details.keyUsage));
        json.put("Extensions", list(certificate.extensions(), CertificateJson::extension));
        json.put("ExtraExtensions", NullValue.NULL);
        json.put("UnhandledCriticalExtensions", list(details.unhandled, CertificateJson::identifier));
        json.put("ExtKeyUsage", list(details.usages, usage -> NumberValue.of(usage.ordinal())));
        json.put("UnknownExtKeyUsage", list(details.unknownUsages, CertificateJson::identifier));
        json.put("BasicConstraintsValid", BooleanValue.of(details.basicConstraints));
        json.put("IsCA", BooleanValue.of(details.authority));
        json.put("MaxPathLen", NumberValue.of(details.pathLength));
        json.put("MaxPathLenZero", BooleanValue.of(details.basicConstraints && details.pathLength == 0));
        json.put("SubjectKeyId", base64(details.subjectKey));
        json.put("AuthorityKeyId", base64(details.authorityKey));
        json.put("OCSPServer", list(details.responders, StringValue::of));
        json.put("IssuingCertificateURL", list(details.issuers, StringValue::of));
        putNames(json, details.names);
        if (withUriTexts) {
            json.put("URIStrings", list(details.names.resources(), url -> StringValue.of(url.toString())));
        }
        json.put("PermittedDNSDomainsCritical", BooleanValue.of(details.constraints.critical()));
        putSubtrees(json, "Permitted", details.constraints.permitted());
        putSubtrees(json, "Excluded", details.constraints.excluded());
        json.put("CRLDistributionPoints", list(details.revocationLists, StringValue::of));
        putPolicies(json, details);
        return json.build();
    }

    private static void putPolicies(ObjectValue.Builder json, Extensions details) {
        List<ObjectIdentifier> policies = details.policies;
        json.put("PolicyIdentifiers", policies == null
                ? NullValue.NULL
                : array(policies, CertificateJson::identifier));
        json.put("Policies", list(policies == null ? List.of() : policies, policy -> StringValue.of(policy.toString())));
        json.put("PolicyMappings", list(details.policyMappings, mapping -> ObjectValue.builder()
                .put("IssuerDomainPolicy", StringValue.of(mapping.get(0).toString()))
                .put("SubjectDomainPolicy", StringValue.of(mapping.get(1).toString())).build()));
        putNumber(json, "InhibitAnyPolicy", details.inhibitAnyPolicy);
        putNumber(json, "InhibitPolicyMapping", details.inhibitPolicyMapping);
        putNumber(json, "RequireExplicitPolicy", details.requireExplicitPolicy);
    }

    private static void putNumber(ObjectValue.Builder json, String name, @Nullable Integer number) {
        json.put(name, NumberValue.of(number == null ? 0 : number));
        json.put(name + "Zero", BooleanValue.of(number != null && number == 0));
    }

    static void putNames(ObjectValue.Builder json, GeneralNames names) {
        json.put("DNSNames", list(names.hosts(), StringValue::of));
        json.put("EmailAddresses", list(names.mailboxes(), StringValue::of));
        json.put("IPAddresses", list(names.addresses(), address -> StringValue.of(Addresses.text(address))));
        json.put("URIs", list(names.resources(), CertificateJson::url));
    }

    private static void putSubtrees(ObjectValue.Builder json, String prefix, NameConstraints.Subtrees subtrees) {
        json.put(prefix + "DNSDomains", list(subtrees.hosts(), StringValue::of));
        json.put(prefix + "IPRanges", list(subtrees.ranges(), range -> ObjectValue.builder()
                .put("IP", StringValue.of(Addresses.text(range.address()))).put("Mask", base64(range.mask())).build()));
        json.put(prefix + "EmailAddresses", list(subtrees.mailboxes(), StringValue::of));
        json.put(prefix + "URIDomains", list(subtrees.resources(), StringValue::of));
    }

    static int algorithm(@Nullable PublicKey key) {
        return switch (key) {
            case PublicKey.Rsa _ -> 1;
            case PublicKey.Dsa _ -> 2;
            case PublicKey.Ec _ -> 3;
            case PublicKey.Ed25519 _ -> 4;
            case null, default -> 0;
        };
    }

    static Value key(@Nullable PublicKey key) {
        return switch (key) {
            case null -> NullValue.NULL;
            case PublicKey.Rsa(BigInteger modulus, BigInteger exponent) ->
                ObjectValue.builder().put("N", NumberValue.of(modulus)).put("E", NumberValue.of(exponent)).build();
            case PublicKey.Ec(Curve _, BigInteger x, BigInteger y) -> ObjectValue.builder().put("Curve", ObjectValue.EMPTY)
                    .put("X", NumberValue.of(x)).put("Y", NumberValue.of(y)).build();
            case PublicKey.Ed25519(byte[] octets) -> base64(octets);
            case PublicKey.X25519 _ -> ObjectValue.EMPTY;
            case PublicKey.Dsa(BigInteger p, BigInteger q, BigInteger g, BigInteger y) -> ObjectValue.builder()
                    .put("Parameters", ObjectValue.builder().put("P", NumberValue.of(p)).put("Q", NumberValue.of(q))
                            .put("G", NumberValue.of(g)).build())
                    .put("Y", NumberValue.of(y)).build();
        };
    }

    static Value key(PrivateKey key) {
        return switch (key) {
            case PrivateKey.Rsa rsa -> rsa(rsa);
            case PrivateKey.Ec(PublicKey.Ec point, BigInteger scalar) -> ObjectValue.builder().put("Curve", ObjectValue.EMPTY)
                    .put("X", NumberValue.of(point.x())).put("Y", NumberValue.of(point.y())).put("D", NumberValue.of(scalar))
                    .build();
            case PrivateKey.Ed25519(PublicKey.Ed25519 point, byte[] seed) -> {
                byte[] both = java.util.Arrays.copyOf(seed, 64);
                System.arraycopy(point.octets(), 0, both, 32, 32);
                yield base64(both);
            }
            case PrivateKey.X25519 _ -> ObjectValue.EMPTY;
        };
    }

    private static Value rsa(PrivateKey.Rsa key) {
        BigInteger p = key.primes().get(0);
        BigInteger q = key.primes().get(1);
        ObjectValue precomputed = ObjectValue.builder()
                .put("Dp", NumberValue.of(key.exponent().mod(p.subtract(BigInteger.ONE))))
                .put("Dq", NumberValue.of(key.exponent().mod(q.subtract(BigInteger.ONE))))
                .put("Qinv", NumberValue.of(q.modInverse(p))).put("CRTValues", ArrayValue.EMPTY).build();
        return ObjectValue.builder().put("N", NumberValue.of(key.publicKey().modulus()))
                .put("E", NumberValue.of(key.publicKey().exponent())).put("D", NumberValue.of(key.exponent()))
                .put("Primes", array(key.primes(), NumberValue::of)).put("Precomputed", precomputed).build();
    }

    static Value name(Name name) {
        var json = ObjectValue.builder();
        json.put("Country", list(name.values(6), StringValue::of));
        json.put("Organization", list(name.values(10), StringValue::of));
        json.put("OrganizationalUnit", list(name.values(11), StringValue::of));
        json.put("Locality", list(name.values(7), StringValue::of));
        json.put("Province", list(name.values(8), StringValue::of));
        json.put("StreetAddress", list(name.values(9), StringValue::of));
        json.put("PostalCode", list(name.values(17), StringValue::of));
        json.put("SerialNumber", last(name.values(5)));
        json.put("CommonName", last(name.values(3)));
        json.put("Names", list(name.attributes(), attribute -> ObjectValue.builder().put("Type", identifier(attribute.type()))
                .put("Value", StringValue.of(attribute.value())).build()));
        json.put("ExtraNames", NullValue.NULL);
        return json.build();
    }

    private static Value last(List<String> values) {
        return StringValue.of(values.isEmpty() ? "" : values.getLast());
    }

    static Value extension(Extension extension) {
        return ObjectValue.builder().put("Id", identifier(extension.identifier()))
                .put("Critical", BooleanValue.of(extension.critical())).put("Value", base64(extension.value())).build();
    }

    private static Value url(GoUrl url) {
        return ObjectValue.builder().put("Scheme", StringValue.of(url.scheme())).put("Opaque", StringValue.of(url.opaque()))
                .put("User", url.hasUser() ? ObjectValue.EMPTY : NullValue.NULL).put("Host", StringValue.of(url.host()))
                .put("Path", StringValue.of(url.path())).put("RawPath", StringValue.of(url.rawPath()))
                .put("OmitHost", BooleanValue.of(url.omitHost())).put("ForceQuery", BooleanValue.of(url.forceQuery()))
                .put("RawQuery", StringValue.of(url.rawQuery())).put("Fragment", StringValue.of(url.fragment()))
                .put("RawFragment", StringValue.of(url.rawFragment())).build();
    }

    static Value identifier(ObjectIdentifier identifier) {
        return array(identifier.components(), NumberValue::of);
    }

    static Value base64(byte @Nullable [] octets) {
        return octets == null ? NullValue.NULL : StringValue.of(Base64.getEncoder().encodeToString(octets));
    }

    /// Null for an empty list, as Go writes a slice that nothing was added to.
    static <T> Value list(List<T> elements, Function<T, Value> write) {
        return elements.isEmpty() ? NullValue.NULL : array(elements, write);
    }

    private static <T> Value array(List<T> elements, Function<T, Value> write) {
        return ArrayValue.of(elements.stream().map(write).toList());
    }
}
