package dev.gatehouse.config;

import java.util.List;

/// What is looked at: `paths:` in gatehouse.yaml.
///
/// @param include
///            globs of which one must match; empty means everything
/// @param exclude
///            globs of which none may match
public record PathSettings(List<String> include, List<String> exclude) {
    /// Everything.
    public static final PathSettings EVERYTHING = new PathSettings(List.of(), List.of());

    public PathSettings {
        include = List.copyOf(include);
        exclude = List.copyOf(exclude);
    }
}
