package dev.gatehouse.rego.crypto;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the known extensions of a certificate say. Filled while the certificate is read, and not changed afterwards.
final class Extensions {
    int keyUsage;
    boolean basicConstraints;
    boolean authority;
    int pathLength;
    GeneralNames names = GeneralNames.NONE;
    NameConstraints constraints = NameConstraints.NONE;
    final List<String> revocationLists = new ArrayList<>();
    byte @Nullable [] authorityKey;
    byte @Nullable [] subjectKey;
    @Nullable
    Integer requireExplicitPolicy;
    @Nullable
    Integer inhibitPolicyMapping;
    @Nullable
    Integer inhibitAnyPolicy;
    final List<ExtendedUsage> usages = new ArrayList<>();
    final List<ObjectIdentifier> unknownUsages = new ArrayList<>();
    @Nullable
    List<ObjectIdentifier> policies;
    final List<List<ObjectIdentifier>> policyMappings = new ArrayList<>();
    final List<String> responders = new ArrayList<>();
    final List<String> issuers = new ArrayList<>();
    final List<ObjectIdentifier> unhandled = new ArrayList<>();

    static Extensions of(List<Extension> extensions) throws CryptoException {
        var details = new Extensions();
        for (Extension extension : extensions) {
            if (!details.read(extension) && extension.critical()) {
                details.unhandled.add(extension.identifier());
            }
        }
        return details;
    }

    /// Reads one extension; false if it is unknown here.
    private boolean read(Extension extension) throws CryptoException {
        Der value = new Der(extension.value());
        switch (extension.identifier().toString()) {
            case "2.5.29.14" -> {
                notCritical(extension, "subject key identifier");
                subjectKey = value.content(Der.OCTET_STRING, "x509: invalid subject key identifier").rest();
            }
            case "2.5.29.15" -> {
                Der.BitString bits = value.bitString("x509: invalid key usage");
                for (int bit = 0; bit < 9; bit++) {
                    keyUsage |= bits.isSet(bit) ? 1 << bit : 0;
                }
            }
            case "2.5.29.17" -> {
                names = GeneralNames.read(extension.value());
                return !names.isEmpty();
            }
            case "2.5.29.19" -> readBasicConstraints(value);
            case "2.5.29.30" -> {
                boolean[] unknown = new boolean[1];
                constraints = NameConstraints.read(extension, unknown);
                return !unknown[0];
            }
            case "2.5.29.31" -> readRevocationLists(value);
            case "2.5.29.32" -> readPolicies(value);
            case "2.5.29.33" -> readPolicyMappings(value);
            case "2.5.29.35" -> {
                notCritical(extension, "authority key identifier");
                Der identifier = value.content(Der.SEQUENCE, "x509: invalid authority key identifier")
                        .optional(Der.context(0, false), "x509: invalid authority key identifier");
                authorityKey = identifier == null ? null : identifier.rest();
            }
            case "2.5.29.36" -> {
                String invalid = "x509: invalid policy constraints extension";
                Der both = value.content(Der.SEQUENCE, invalid);
                requireExplicitPolicy = both.peek() == Der.context(0, false)
                        ? number(both, Der.context(0, false), invalid)
                        : null;
                inhibitPolicyMapping = both.peek() == Der.context(1, false) ? number(both, Der.context(1, false), invalid) : null;
            }
            case "2.5.29.37" -> readUsages(value);
            case "2.5.29.54" -> inhibitAnyPolicy = number(value, Der.INTEGER, "x509: invalid inhibit any policy extension");
            case "1.3.6.1.5.5.7.1.1" -> {
                notCritical(extension, "authority info access");
                readAccess(value);
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private static void notCritical(Extension extension, String what) throws CryptoException {
        if (extension.critical()) {
            throw new CryptoException("x509: " + what + " incorrectly marked critical");
        }
    }

    private static int number(Der value, int tag, String invalid) throws CryptoException {
        BigInteger number = value.integer(tag, invalid);
        if (number.bitLength() > 31) {
            throw new CryptoException(invalid);
        }
        return number.intValueExact();
    }

    private void readBasicConstraints(Der value) throws CryptoException {
        String invalid = "x509: invalid basic constraints";
        Der content = value.content(Der.SEQUENCE, invalid);
        authority = content.peek() == Der.BOOLEAN && content.bool(invalid);
        pathLength = content.peek() == Der.INTEGER ? number(content, Der.INTEGER, invalid) : -1;
        if (pathLength < -1) {
            throw new CryptoException(invalid);
        }
        basicConstraints = true;
    }

    private void readRevocationLists(Der value) throws CryptoException {
        String invalid = "x509: invalid CRL distribution point";
        Der points = value.content(Der.SEQUENCE, invalid + "s");
        while (!points.isEmpty()) {
            Der name = points.content(Der.SEQUENCE, invalid).optional(Der.context(0, true), invalid);
            if (name != null) {
                Der full = name.content(Der.context(0, true), invalid);
                while (full.peek() == Der.context(6, false)) {
                    revocationLists.add(text(full.content(Der.context(6, false), invalid).rest()));
                }
            }
        }
    }

    private void readPolicies(Der value) throws CryptoException {
        String invalid = "x509: invalid certificate policies";
        Der sequence = value.content(Der.SEQUENCE, invalid);
        var seen = new HashSet<ObjectIdentifier>();
        var read = new ArrayList<ObjectIdentifier>();
        while (!sequence.isEmpty()) {
            ObjectIdentifier policy = sequence.content(Der.SEQUENCE, invalid).objectIdentifier(invalid);
            if (!seen.add(policy)) {
                throw new CryptoException(invalid);
            }
            read.add(policy);
        }
        policies = read;
    }

    private void readPolicyMappings(Der value) throws CryptoException {
        String invalid = "x509: invalid policy mappings extension";
        Der sequence = value.content(Der.SEQUENCE, invalid);
        while (!sequence.isEmpty()) {
            Der mapping = sequence.content(Der.SEQUENCE, invalid);
            policyMappings.add(List.of(mapping.objectIdentifier(invalid), mapping.objectIdentifier(invalid)));
        }
    }

    private void readUsages(Der value) throws CryptoException {
        String invalid = "x509: invalid extended key usages";
        Der sequence = value.content(Der.SEQUENCE, invalid);
        while (!sequence.isEmpty()) {
            ObjectIdentifier identifier = sequence.objectIdentifier(invalid);
            ExtendedUsage usage = ExtendedUsage.of(identifier);
            if (usage == null) {
                unknownUsages.add(identifier);
            } else {
                usages.add(usage);
            }
        }
    }

    private void readAccess(Der value) throws CryptoException {
        String invalid = "x509: invalid authority info access";
        Der sequence = value.content(Der.SEQUENCE, invalid);
        while (!sequence.isEmpty()) {
            Der access = sequence.content(Der.SEQUENCE, invalid);
            ObjectIdentifier method = access.objectIdentifier(invalid);
            Der location = access.optional(Der.context(6, false), invalid);
            if (location != null && method.is("1.3.6.1.5.5.7.48.1")) {
                responders.add(text(location.rest()));
            } else if (location != null && method.is("1.3.6.1.5.5.7.48.2")) {
                issuers.add(text(location.rest()));
            }
        }
    }

    private static String text(byte[] octets) {
        return dev.gatehouse.rego.value.Utf8.replaceRawBytes(dev.gatehouse.rego.value.Utf8.decode(octets));
    }
}
