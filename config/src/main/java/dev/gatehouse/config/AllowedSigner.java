package dev.gatehouse.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads an approver from a line of OpenSSH's allowed-signers file (ssh-keygen(1), ALLOWED SIGNERS): principals, options, key.
final class AllowedSigner {
    private static final Pattern LINE = Pattern.compile(
            "(?<principals>\"[^\"]+\"|[^\\s\"]+)\\s+(?:(?<options>[a-z-]+(?:=\"[^\"]*\")?(?:,[a-z-]+(?:=\"[^\"]*\")?)*)\\s+)?"
                    + "(?<key>(?:ssh-ed25519|ssh-rsa|ecdsa-sha2-nistp(?:256|384|521))\\s+[A-Za-z0-9+/=]+)(?:\\s.*)?");
    private static final Pattern NAMESPACES = Pattern.compile("namespaces=\"([^\"]*)\"");
    private static final Map<String, String> ROLES = Map.of("gatehouse-exception", "exceptions", "gatehouse-release", "releases");

    private AllowedSigner() {}

    /// The approver; the first principal is the name, namespaces are roles.
    ///
    /// @throws IllegalArgumentException if it is no such line, or has an option that would limit the key in another way
    static Approver read(String line) {
        Matcher matcher = LINE.matcher(line.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "an approver is {name, key, roles} or a line of an allowed-signers file: alice@example.com ssh-ed25519 AAAA…");
        }
        List<String> roles = new ArrayList<>();
        String options = matcher.group("options");
        if (options != null) {
            Matcher namespaces = NAMESPACES.matcher(options);
            if (!namespaces.matches()) {
                throw new IllegalArgumentException("of the options of an allowed signer only namespaces=\"…\" is understood");
            }
            for (String namespace : namespaces.group(1).split(",")) {
                String role = ROLES.get(namespace.strip());
                if (role != null) {
                    roles.add(role);
                }
            }
            if (roles.isEmpty()) {
                throw new IllegalArgumentException("namespaces of an approver name gatehouse-exception or gatehouse-release");
            }
        }
        String principals = matcher.group("principals").replace("\"", "");
        return new Approver(principals.split(",")[0].strip(), matcher.group("key").replaceAll("\\s+", " "), roles);
    }
}
