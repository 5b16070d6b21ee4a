package dev.gatehouse.rego.crypto;

import dev.gatehouse.rego.value.GoUrl;
import java.util.List;
import java.util.Locale;

/// Whether the names of certificates lie within what their issuers may vouch for.
final class ConstrainedNames {
    private ConstrainedNames() {}

    /// @param path from the leaf to the root
    static boolean hold(List<Certificate> path) {
        for (int issuer = 1; issuer < path.size(); issuer++) {
            NameConstraints constraints = path.get(issuer).details().constraints;
            for (Certificate certificate : constraints == NameConstraints.NONE
                    ? List.<Certificate>of()
                    : path.subList(0, issuer)) {
                if (!holds(certificate.details().names, constraints)) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean holds(GeneralNames names, NameConstraints constraints) {
        NameConstraints.Subtrees permitted = constraints.permitted();
        NameConstraints.Subtrees excluded = constraints.excluded();
        for (byte[] address : names.addresses()) {
            boolean outside = !permitted.ranges().isEmpty()
                    && permitted.ranges().stream().noneMatch(range -> range.contains(address));
            if (outside || excluded.ranges().stream().anyMatch(range -> range.contains(address))) {
                return false;
            }
        }
        for (String host : names.hosts()) {
            if (!GeneralNames.isDomain(host, false) || !within(host, permitted.hosts(), excluded.hosts())) {
                return false;
            }
        }
        for (GoUrl url : names.resources()) {
            String host = host(url);
            // An address has no place in the constraints of resources.
            boolean constrained = !permitted.resources().isEmpty() || !excluded.resources().isEmpty();
            if (constrained && (host.isEmpty() || host.matches("\\[.*|[0-9.]+")
                    || !within(host, permitted.resources(), excluded.resources()))) {
                return false;
            }
        }
        return names.mailboxes().stream().allMatch(mailbox -> holds(mailbox, permitted.mailboxes(), excluded.mailboxes()));
    }

    private static String host(GoUrl url) {
        String host = url.host();
        int colon = host.lastIndexOf(':');
        return colon >= 0 && !host.endsWith("]") ? host.substring(0, colon) : host;
    }

    private static boolean holds(String mailbox, List<String> permitted, List<String> excluded) {
        int at = mailbox.lastIndexOf('@');
        if (at < 1 || !GeneralNames.isDomain(mailbox.substring(at + 1), false)) {
            return false;
        }
        return (permitted.isEmpty() || permitted.stream().anyMatch(each -> covers(each, mailbox, at, false)))
                && excluded.stream().noneMatch(each -> covers(each, mailbox, at, true));
    }

    private static boolean covers(String constraint, String mailbox, int at, boolean exclusion) {
        int split = constraint.lastIndexOf('@');
        return split < 0
                ? covers(constraint, mailbox.substring(at + 1), exclusion)
                : constraint.substring(0, split).equals(mailbox.substring(0, at))
                        && constraint.substring(split).equalsIgnoreCase(mailbox.substring(at));
    }

    private static boolean within(String host, List<String> permitted, List<String> excluded) {
        return (permitted.isEmpty() || permitted.stream().anyMatch(each -> covers(each, host, false)))
                && excluded.stream().noneMatch(each -> covers(each, host, true));
    }

    private static boolean covers(String constraint, String host, boolean exclusion) {
        String name = host.toLowerCase(Locale.ROOT);
        String suffix = constraint.toLowerCase(Locale.ROOT);
        if (suffix.isEmpty()) {
            return true;
        }
        if (name.equals(suffix) || name.endsWith(suffix.startsWith(".") ? suffix : "." + suffix)) {
            return true;
        }
        // A wildcard that could stand for the excluded name.
        int dot = suffix.indexOf('.');
        return exclusion && name.startsWith("*.") && dot >= 0 && name.substring(1).equals(suffix.substring(dot));
    }
}
