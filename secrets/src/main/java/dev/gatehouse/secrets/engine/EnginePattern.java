package dev.gatehouse.secrets.engine;

import java.util.List;

/// What an engine looks for.
///
/// @param regex
///            regular expression in RE2 syntax, decided by re2j
/// @param keywords
///            if not empty, the pattern matches only in texts that contain at least one of them, ASCII case ignored
public record EnginePattern(String regex, List<String> keywords) {
    public EnginePattern {
        keywords = List.copyOf(keywords);
    }
}
