package dev.gatehouse.rego.crypto;

import org.jspecify.annotations.Nullable;

/// What a key may be used for (RFC 5280, section 4.2.1.12), in the order of Go's numbers.
enum ExtendedUsage {
    ANY("2.5.29.37.0", "Any"),
    SERVER("1.3.6.1.5.5.7.3.1", "ServerAuth"),
    CLIENT("1.3.6.1.5.5.7.3.2", "ClientAuth"),
    CODE_SIGNING("1.3.6.1.5.5.7.3.3", "CodeSigning"),
    EMAIL("1.3.6.1.5.5.7.3.4", "EmailProtection"),
    IPSEC_END_SYSTEM("1.3.6.1.5.5.7.3.5", "IPSECEndSystem"),
    IPSEC_TUNNEL("1.3.6.1.5.5.7.3.6", "IPSECTunnel"),
    IPSEC_USER("1.3.6.1.5.5.7.3.7", "IPSECUser"),
    TIME_STAMPING("1.3.6.1.5.5.7.3.8", "TimeStamping"),
    OCSP_SIGNING("1.3.6.1.5.5.7.3.9", "OCSPSigning"),
    MICROSOFT_GATED("1.3.6.1.4.1.311.10.3.3", "MicrosoftServerGatedCrypto"),
    NETSCAPE_GATED("2.16.840.1.113730.4.1", "NetscapeServerGatedCrypto"),
    MICROSOFT_COMMERCIAL("1.3.6.1.4.1.311.2.1.22", "MicrosoftCommercialCodeSigning"),
    MICROSOFT_KERNEL("1.3.6.1.4.1.311.61.1.1", "MicrosoftKernelCodeSigning");

    private final String identifier;
    private final String label;

    ExtendedUsage(String identifier, String label) {
        this.identifier = identifier;
        this.label = "KeyUsage" + label;
    }

    static @Nullable ExtendedUsage of(ObjectIdentifier identifier) {
        for (ExtendedUsage usage : values()) {
            if (identifier.is(usage.identifier)) {
                return usage;
            }
        }
        return null;
    }

    /// The usage of OPA's name, such as `KeyUsageServerAuth`; null if there is none.
    static @Nullable ExtendedUsage labelled(String label) {
        for (ExtendedUsage usage : values()) {
            if (usage.label.equals(label)) {
                return usage;
            }
        }
        return null;
    }
}
