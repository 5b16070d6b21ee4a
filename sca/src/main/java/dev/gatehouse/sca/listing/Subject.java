package dev.gatehouse.sca.listing;

/// What a file of packages is about.
///
/// @param name
///            as the ecosystem writes it, namespace included; empty if unknown
/// @param version
///            empty if unknown
/// @param licence
///            as declared; empty if unknown
public record Subject(String name, String version, String licence) {}
