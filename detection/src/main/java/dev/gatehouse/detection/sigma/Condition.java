package dev.gatehouse.detection.sigma;

import java.util.List;
import java.util.Map;

/// When a rule fires, in terms of its searches.
sealed interface Condition {

    boolean holds(Map<String, Search> searches, Event event);

    /// A search by name.
    record Named(String name) implements Condition {
        @Override
        public boolean holds(Map<String, Search> searches, Event event) {
            Search search = searches.get(name);
            return search != null && search.matches(event);
        }
    }

    /// All or any of the named searches: `all of selection_*`, `1 of them`.
    record Of(boolean all, List<String> names) implements Condition {
        public Of {
            names = List.copyOf(names);
        }

        @Override
        public boolean holds(Map<String, Search> searches, Event event) {
            for (String name : names) {
                if (new Named(name).holds(searches, event) != all) {
                    return !all;
                }
            }
            return all;
        }
    }

    /// Negation.
    record Not(Condition inner) implements Condition {
        @Override
        public boolean holds(Map<String, Search> searches, Event event) {
            return !inner.holds(searches, event);
        }
    }

    /// Conjunction.
    record And(List<Condition> parts) implements Condition {
        public And {
            parts = List.copyOf(parts);
        }

        @Override
        public boolean holds(Map<String, Search> searches, Event event) {
            for (Condition part : parts) {
                if (!part.holds(searches, event)) {
                    return false;
                }
            }
            return true;
        }
    }

    /// Disjunction.
    record Or(List<Condition> parts) implements Condition {
        public Or {
            parts = List.copyOf(parts);
        }

        @Override
        public boolean holds(Map<String, Search> searches, Event event) {
            for (Condition part : parts) {
                if (part.holds(searches, event)) {
                    return true;
                }
            }
            return false;
        }
    }
}
