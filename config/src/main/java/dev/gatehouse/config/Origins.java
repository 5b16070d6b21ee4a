package dev.gatehouse.config;

import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;

/// Where the effective values come from.
///
/// @param byKey
///            for each key that some layer sets (`gate.block`): its text value and the place that set it
public record Origins(SequencedMap<String, Value> byKey) {
    /// No layer sets anything.
    public static final Origins BUILT_IN = new Origins(new TreeMap<>());

    /// A value and where it was set.
    ///
    /// @param text
    ///            the value as YAML flow text
    /// @param source
    ///            `built-in`, `gatehouse.yaml:7`, `--fail-on`, …
    /// @param locked
    ///            whether a later layer may not change it
    public record Value(String text, String source, boolean locked) {}

    /// These values over those.
    public Origins over(Map<String, Value> lower) {
        var all = new TreeMap<>(lower);
        all.putAll(byKey);
        return new Origins(all);
    }
}
