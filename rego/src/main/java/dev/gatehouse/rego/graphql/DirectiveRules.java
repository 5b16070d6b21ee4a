package dev.gatehouse.rego.graphql;

import dev.gatehouse.rego.graphql.QueryDocument.Directive;
import dev.gatehouse.rego.graphql.SchemaDocument.DirectiveDefinition;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/// Rules of directives (section 5.7).
final class DirectiveRules implements Observer {
    private final Walk walk;
    private final Set<Object> misplaced = new HashSet<>();

    DirectiveRules(Walk walk) {
        this.walk = walk;
    }

    @Override
    public void directive(Directive directive, String location) {
        DirectiveDefinition definition = walk.schema().directives().get(directive.name());
        if (definition == null) {
            walk.report("KnownDirectives", directive.position(), "Unknown directive \"@" + directive.name() + "\".");
        } else if (!definition.locations().contains(location)
                && misplaced.add(List.of(directive.name(), Objects.requireNonNullElse(directive.position(), directive)))) {
            walk.report("KnownDirectives", directive.position(),
                    "Directive \"@" + directive.name() + "\" may not be used on " + location + ".");
        }
    }

    @Override
    public void directives(List<Directive> directives) {
        Set<String> seen = new HashSet<>();
        for (Directive directive : directives) {
            if (!seen.add(directive.name()) && !directive.name().equals("repeatable")) {
                walk.report("UniqueDirectivesPerLocation", directive.position(),
                        "The directive \"@" + directive.name() + "\" can only be used once at this location.");
            }
        }
    }
}
