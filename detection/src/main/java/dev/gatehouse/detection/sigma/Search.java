package dev.gatehouse.detection.sigma;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A named search of a rule.
sealed interface Search {

    boolean matches(Event event);

    /// What one key of a map asks.
    ///
    /// @param field
    ///            null for keywords: any value of the event
    /// @param all
    ///            whether every one of the wanted must be met, not just one
    /// @param absent
    ///            whether an event without the field meets it too: the rule says `null`
    record Field(@Nullable String field, boolean all, boolean absent, List<ValueMatch> wanted) implements Search {
        public Field {
            wanted = List.copyOf(wanted);
        }

        @Override
        public boolean matches(Event event) {
            List<String> values = field == null ? event.values() : event.values(field);
            if (absent && values.isEmpty()) {
                return true;
            }
            for (ValueMatch match : wanted) {
                if (met(match, values) != all) {
                    return !all;
                }
            }
            return all && !wanted.isEmpty();
        }

        private static boolean met(ValueMatch match, List<String> values) {
            for (String value : values) {
                if (match.matches(value)) {
                    return true;
                }
            }
            return false;
        }
    }

    /// A map: every key must be met.
    record AllOf(List<Search> parts) implements Search {
        public AllOf {
            parts = List.copyOf(parts);
        }

        @Override
        public boolean matches(Event event) {
            for (Search part : parts) {
                if (!part.matches(event)) {
                    return false;
                }
            }
            return true;
        }
    }

    /// A list: one of its parts must be met.
    record AnyOf(List<Search> parts) implements Search {
        public AnyOf {
            parts = List.copyOf(parts);
        }

        @Override
        public boolean matches(Event event) {
            for (Search part : parts) {
                if (part.matches(event)) {
                    return true;
                }
            }
            return false;
        }
    }
}
