package dev.gatehouse.secrets.rule;

import java.util.List;
import java.util.SequencedMap;

/// How to ask the provider whether a secret works. Only data: nothing here sends anything.
///
/// @param method
///            HTTP method
/// @param url
///            with `{secret}` where the secret goes, and `{name}` for groups of the match
/// @param headers
///            values with the same placeholders
/// @param body
///            with the same placeholders; empty for none
/// @param valid
///            HTTP status codes that mean that it works
/// @param revoked
///            HTTP status codes that mean that it does not; all others mean unknown
public record LiveValidation(String method, String url, SequencedMap<String, String> headers, String body, List<Integer> valid,
        List<Integer> revoked) {
    public LiveValidation {
        valid = List.copyOf(valid);
        revoked = List.copyOf(revoked);
    }
}
