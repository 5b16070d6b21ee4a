package dev.gatehouse.secrets.generic;

/// A value that may be a secret, judged by the content alone; where the content lies is weighed in afterwards by
/// [GenericDetector#logit].
///
/// @param start
///            offset of the first byte of the value from the beginning of the content
/// @param end
///            offset after its last byte
/// @param kind
///            what it is
/// @param logit
///            log-odds that it is a secret, from the content alone
/// @param explanation
///            what weighed most
public record GenericCandidate(int start, int end, Kind kind, double logit, Explanation explanation) {}
