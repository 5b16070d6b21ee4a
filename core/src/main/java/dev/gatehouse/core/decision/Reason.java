package dev.gatehouse.core.decision;

import org.jspecify.annotations.Nullable;

/// Why a gate decided as it did: one finding, gap or exception and the line of policy that applied to it.
///
/// @param verdict
///            what this reason alone would have led to
/// @param subject
///            fingerprint of a finding or code of a diagnostic; null for a reason about the whole
/// @param text
///            one sentence for people
/// @param policy
///            the line of policy that applied: `gate.block: new, high or critical, at least likely`
public record Reason(Verdict verdict, @Nullable String subject, String text, String policy) {}
