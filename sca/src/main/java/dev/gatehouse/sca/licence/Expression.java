package dev.gatehouse.sca.licence;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// An SPDX licence expression (SPDX specification 2.3, annex D).
public sealed interface Expression {

    /// One licence.
    ///
    /// @param id
    ///            as the list spells it, or a reference `LicenseRef-…`
    /// @param orLater
    ///            whether later versions may be chosen too
    /// @param exception
    ///            what the licence holds with; null without one
    record Licence(String id, boolean orLater, @Nullable String exception) implements Expression {

        /// Whether it is a reference to a text of the document rather than a licence of the list.
        public boolean reference() {
            return id.startsWith("LicenseRef-") || id.startsWith("DocumentRef-");
        }

        @Override
        public String toString() {
            return id + (orLater ? "+" : "") + (exception == null ? "" : " WITH " + exception);
        }
    }

    /// All of them hold.
    record And(List<Expression> parts) implements Expression {
        public And {
            parts = List.copyOf(parts);
        }

        @Override
        public String toString() {
            return parts.stream().map(part -> part instanceof Or ? "(" + part + ")" : part.toString())
                    .collect(Collectors.joining(" AND "));
        }
    }

    /// One of them may be chosen.
    record Or(List<Expression> parts) implements Expression {
        public Or {
            parts = List.copyOf(parts);
        }

        @Override
        public String toString() {
            return parts.stream().map(Object::toString).collect(Collectors.joining(" OR "));
        }
    }

    /// Every licence that it names.
    default Set<String> ids() {
        Set<String> ids = new TreeSet<>();
        switch (this) {
            case Licence licence -> ids.add(licence.id());
            case And and -> and.parts().forEach(part -> ids.addAll(part.ids()));
            case Or or -> or.parts().forEach(part -> ids.addAll(part.ids()));
        }
        return ids;
    }
}
