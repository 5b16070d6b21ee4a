package dev.gatehouse.detection.sigma;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A rule in Sigma format, ready to be matched. Immutable and thread-safe.
public final class SigmaRule {
    private final Header header;
    private final Map<String, Search> searches;
    private final Condition condition;

    /// How bad it is, as Sigma says it.
    public enum Level {
        INFORMATIONAL, LOW, MEDIUM, HIGH, CRITICAL
    }

    /// What a rule says of itself.
    ///
    /// @param id
    ///            UUID; null if the rule has none
    /// @param name
    ///            file name without its ending
    /// @param title
    ///            what it finds
    /// @param description
    ///            why it matters; may be empty
    /// @param level
    ///            medium if the rule does not say
    /// @param tags
    ///            `attack.t1611`, `stride.elevation-of-privilege`
    /// @param product
    ///            where its events come from, `falco`; null for any
    /// @param service
    ///            `syscall`; null for any
    /// @param category
    ///            `process_creation`; null for any
    /// @param remedy
    ///            what to do, of our own key `remedy`; null if the rule does not say
    public record Header(@Nullable String id, String name, String title, String description, Level level, List<String> tags,
            @Nullable String product, @Nullable String service, @Nullable String category, @Nullable String remedy) {
        public Header {
            tags = List.copyOf(tags);
        }
    }

    SigmaRule(Header header, Map<String, Search> searches, Condition condition) {
        this.header = header;
        this.searches = Map.copyOf(searches);
        this.condition = condition;
    }

    /// What it says of itself.
    public Header header() {
        return header;
    }

    /// Whether it fires on the event. Where the event comes from is the caller's question.
    public boolean matches(Event event) {
        return condition.holds(searches, event);
    }

    @Override
    public String toString() {
        return header.name() + " (" + header.title() + ")";
    }
}
