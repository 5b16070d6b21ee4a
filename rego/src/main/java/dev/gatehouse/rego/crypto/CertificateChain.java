package dev.gatehouse.rego.crypto;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Finds and checks the path from a certificate to a trusted one (RFC 5280, section 6) as Go's `crypto/x509` does.
public final class CertificateChain {
    // More signatures are not checked for one path, however many certificates look like issuers.
    private static final int LARGEST_CHECKS = 100;

    private final List<Certificate> roots;
    private final List<Certificate> intermediates;
    private final Instant time;
    private int checks;

    /// What a path must be good for.
    ///
    /// @param host a host's name or address that the certificate must vouch for; empty if any will do
    /// @param time when the certificates must be valid
    /// @param usages names such as `KeyUsageServerAuth`, one of which must be allowed; with none, server authentication
    public record Options(String host, Instant time, List<String> usages) {
        /// Copies the usages.
        public Options {
            usages = List.copyOf(usages);
        }
    }

    private CertificateChain(List<Certificate> roots, List<Certificate> intermediates, Instant time) {
        this.roots = roots;
        this.intermediates = intermediates;
        this.time = time;
    }

    /// Whether OPA has a usage of that name.
    public static boolean isUsage(String name) {
        return ExtendedUsage.labelled(name) != null;
    }

    /// The path from the last certificate to the first, which is trusted; the others may stand between them. Null if there is no good
    /// path.
    public static @Nullable List<Certificate> verify(List<Certificate> certificates, Options options) {
        if (certificates.size() < 2) {
            return null;
        }
        Certificate leaf = certificates.getLast();
        var chain = new CertificateChain(List.of(certificates.getFirst()),
                certificates.subList(1, certificates.size() - 1), options.time());
        if (!chain.isValid(leaf, List.of(), false)
                || (!options.host().isEmpty() && !HostNames.matches(leaf.details().names, options.host()))) {
            return null;
        }
        List<List<Certificate>> paths = new ArrayList<>();
        if (Arrays.equals(leaf.encoded(), certificates.getFirst().encoded())) {
            paths.add(List.of(leaf));
        } else {
            chain.extend(List.of(leaf), paths);
        }
        Set<ExtendedUsage> usages = EnumSet.noneOf(ExtendedUsage.class);
        options.usages().forEach(name -> usages.add(java.util.Objects.requireNonNull(ExtendedUsage.labelled(name), name)));
        for (List<Certificate> path : paths) {
            if (policiesHold(path) && usagesHold(path, usages.isEmpty() ? EnumSet.of(ExtendedUsage.SERVER) : usages)
                    && ConstrainedNames.hold(path)) {
                return path;
            }
        }
        return null;
    }

    /// Whether a certificate is for a host.
    public static boolean isFor(Certificate certificate, String host) {
        return HostNames.matches(certificate.details().names, host);
    }

    private void extend(List<Certificate> path, List<List<Certificate>> paths) {
        Certificate last = path.getLast();
        for (Certificate root : roots) {
            if (isIssuer(root, last, path) && isValid(root, path, false)) {
                paths.add(with(path, root));
            }
        }
        for (Certificate between : intermediates) {
            if (isIssuer(between, last, path) && isValid(between, path, true)) {
                extend(with(path, between), paths);
            }
        }
    }

    private static List<Certificate> with(List<Certificate> path, Certificate next) {
        var longer = new ArrayList<>(path);
        longer.add(next);
        return longer;
    }

    private boolean isIssuer(Certificate candidate, Certificate child, List<Certificate> path) {
        Extensions details = candidate.details();
        if (!Arrays.equals(candidate.raw().subject(), child.raw().issuer()) || path.stream().anyMatch(
                each -> Arrays.equals(each.raw().subject(), candidate.raw().subject())
                        && Arrays.equals(each.raw().keyInfo(), candidate.raw().keyInfo()))
                || ++checks > LARGEST_CHECKS) {
            return false;
        }
        boolean mayNot = (candidate.version() == 3 && !details.basicConstraints) || (details.basicConstraints && !details.authority)
                || (details.keyUsage != 0 && (details.keyUsage & 1 << 5) == 0);
        return !mayNot && child.isSignedBy(candidate);
    }

    private boolean isValid(Certificate certificate, List<Certificate> path, boolean between) {
        Extensions details = certificate.details();
        return details.unhandled.isEmpty() && !time.isBefore(certificate.notBefore()) && !time.isAfter(certificate.notAfter())
                && (!between || (details.basicConstraints && details.authority))
                && !(details.basicConstraints && details.pathLength >= 0 && path.size() - 1 > details.pathLength);
    }

    /// Whether each certificate with usages still allows one of the wanted ones.
    private static boolean usagesHold(List<Certificate> path, Set<ExtendedUsage> wanted) {
        if (wanted.contains(ExtendedUsage.ANY)) {
            return true;
        }
        Set<ExtendedUsage> left = EnumSet.copyOf(wanted);
        for (Certificate certificate : path.reversed()) {
            Extensions details = certificate.details();
            boolean silent = details.usages.isEmpty() && details.unknownUsages.isEmpty();
            if (!silent && !details.usages.contains(ExtendedUsage.ANY)) {
                left.retainAll(details.usages);
            }
        }
        return !left.isEmpty();
    }

    /// Whether the certificates share a policy, where one of them demands it. Mapped policies are not followed: such a path is refused
    /// where a policy is demanded.
    private static boolean policiesHold(List<Certificate> path) {
        boolean demanded = false;
        boolean mapped = false;
        Set<String> shared = null;
        int left = path.size();
        for (Certificate certificate : path.subList(0, path.size() - 1).reversed()) {
            Extensions details = certificate.details();
            List<ObjectIdentifier> policies = details.policies == null ? List.of() : details.policies;
            Set<String> own = new HashSet<>();
            policies.forEach(policy -> own.add(policy.toString()));
            if (!own.contains("2.5.29.32.0")) {
                if (shared == null) {
                    shared = own;
                } else {
                    shared.retainAll(own);
                }
            }
            mapped |= !details.policyMappings.isEmpty();
            if (details.requireExplicitPolicy != null) {
                left = Math.min(left, details.requireExplicitPolicy);
            }
            demanded |= left == 0;
            left = Math.max(0, left - 1);
        }
        Extensions leaf = path.getFirst().details();
        demanded |= leaf.requireExplicitPolicy != null && leaf.requireExplicitPolicy == 0;
        return !demanded || (!mapped && (shared == null || !shared.isEmpty()));
    }
}
