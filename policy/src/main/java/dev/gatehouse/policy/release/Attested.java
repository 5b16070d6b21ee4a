package dev.gatehouse.policy.release;

import dev.gatehouse.signing.Envelope;

/// A signed statement as it was found at an image. Nothing of it is believed yet.
///
/// @param name
///            where it was found, for people: the digest of its manifest
/// @param envelope
///            what was signed, and the signatures
public record Attested(String name, Envelope envelope) {}
