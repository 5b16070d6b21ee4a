package dev.gatehouse.source.git;

/// An object as it is stored, without header.
///
/// @param bytes
///            may be shared with a cache; never written to
record RawObject(ObjectType type, byte[] bytes) {}
