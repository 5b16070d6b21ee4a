package dev.gatehouse.report;

/// What made a report.
///
/// @param version
///            version of Gatehouse
/// @param rules
///            digest of the rules that ran
/// @param configuration
///            digest of the effective configuration
public record Tool(String version, String rules, String configuration) {}
