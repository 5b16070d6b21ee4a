package dev.gatehouse.rego.syntax;

/// A comment.
///
/// @param text what follows the `#`, without the line's end
public record Comment(Location location, String text) {}
