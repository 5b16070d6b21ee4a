package dev.gatehouse.secrets.validate;

import dev.gatehouse.secrets.rule.LiveValidation;

/// A secret and how to ask for it.
///
/// @param id what the answer is filed under; says nothing about the secret
/// @param request how the provider is asked
/// @param secret in clear
public record Question(String id, LiveValidation request, String secret) {

    /// Its id only.
    @Override
    public String toString() {
        return "Question[" + id + "]";
    }
}
