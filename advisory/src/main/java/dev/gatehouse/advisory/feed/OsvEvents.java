package dev.gatehouse.advisory.feed;

import dev.gatehouse.advisory.Span;
import dev.gatehouse.ecosystem.version.Version;
import dev.gatehouse.ecosystem.version.VersionException;
import dev.gatehouse.ecosystem.version.VersionScheme;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The events of an OSV range as spans. Source: OSV schema, "Evaluation".
final class OsvEvents {
    private static final String BEGINNING = "0";

    /// @param version
    ///            null for the beginning of all versions
    private record Event(String kind, String text, @Nullable Version version) {
        private int compareTo(Event other) {
            if (version == null || other.version == null) {
                return Boolean.compare(version != null, other.version != null);
            }
            int order = version.compareTo(other.version);
            return order != 0 ? order : Integer.compare(rank(), other.rank());
        }

        /// At one version what ends there goes before what begins, but the last affected one behind it.
        private int rank() {
            return switch (kind) {
                case "fixed", "limit" -> 0;
                case "introduced" -> 1;
                default -> 2;
            };
        }
    }

    private OsvEvents() {}

    /// The spans between the events, which may stand in any order. Bounds that are no versions keep the order that they have, and
    /// the spans say so when they are evaluated.
    static List<Span> spans(List<View> views, VersionScheme scheme) {
        List<Event> events = new ArrayList<>();
        boolean ordered = true;
        for (View view : views) {
            for (String kind : List.of("introduced", "fixed", "last_affected", "limit")) {
                String text = view.text(kind);
                if (text == null || kind.equals("limit") && text.equals("*")) {
                    continue;
                }
                Version version = null;
                if (!text.equals(BEGINNING) || !kind.equals("introduced")) {
                    try {
                        version = scheme.parse(text);
                    } catch (VersionException _) {
                        ordered = false;
                    }
                }
                events.add(new Event(kind, text, version));
            }
        }
        if (ordered) {
            events.sort(Comparator.comparing(event -> event, Event::compareTo));
        }
        return walk(events);
    }

    private static List<Span> walk(List<Event> events) {
        List<Span> spans = new ArrayList<>();
        Event introduced = null;
        for (Event event : events) {
            if (event.kind.equals("introduced")) {
                introduced = introduced == null ? event : introduced;
            } else if (introduced != null) {
                spans.add(span(introduced, event.text, event.kind.equals("last_affected")));
                introduced = null;
            }
        }
        if (introduced != null) {
            spans.add(span(introduced, null, false));
        }
        return spans;
    }

    private static Span span(Event introduced, @Nullable String to, boolean inclusive) {
        boolean beginning = introduced.text.equals(BEGINNING);
        return new Span(beginning ? null : introduced.text, !beginning, to, inclusive);
    }
}
