package dev.gatehouse.config;

import java.util.List;

/// A person whose signature counts: an entry of `approvers:`.
///
/// @param name
///            how decisions name the person
/// @param key
///            public key as OpenSSH writes it: `ssh-ed25519 AAAA…`
/// @param roles
///            what the person may approve; empty means exceptions and releases
public record Approver(String name, String key, List<String> roles) {
    public Approver {
        roles = List.copyOf(roles);
    }
}
