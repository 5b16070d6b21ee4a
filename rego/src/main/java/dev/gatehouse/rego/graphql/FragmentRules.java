package dev.gatehouse.rego.graphql;

import dev.gatehouse.rego.graphql.QueryDocument.Field;
import dev.gatehouse.rego.graphql.QueryDocument.Fragment;
import dev.gatehouse.rego.graphql.QueryDocument.Inline;
import dev.gatehouse.rego.graphql.QueryDocument.Selection;
import dev.gatehouse.rego.graphql.QueryDocument.Spread;
import dev.gatehouse.rego.graphql.SchemaDocument.Definition;
import dev.gatehouse.rego.graphql.SchemaDocument.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Rules of fragments (section 5.5).
final class FragmentRules implements Observer {
    private final Walk walk;
    private final Set<String> names = new HashSet<>();
    private final Set<String> used = new HashSet<>();
    private final Set<String> followed = new HashSet<>();
    private boolean inFragments;

    FragmentRules(Walk walk) {
        this.walk = walk;
    }

    @Override
    public void fragment(Fragment fragment) {
        inFragments = true;
        Definition type = walk.schema().type(fragment.typeCondition());
        if (type != null && !fragment.typeCondition().isEmpty() && !type.kind().isComposite()) {
            walk.report("FragmentsOnCompositeTypes", fragment.position(), "Fragment \"" + fragment.name()
                    + "\" cannot condition on non composite type \"" + fragment.typeCondition() + "\".");
        }
        if (type == null) {
            walk.report("KnownTypeNames", fragment.position(), "Unknown type \"" + fragment.typeCondition() + "\"."
                    + Suggestions.quoted("Did you mean", fragment.typeCondition(), List.copyOf(walk.schema().types().keySet())));
        }
        if (!used.contains(fragment.name())) {
            walk.report("NoUnusedFragments", fragment.position(), "Fragment \"" + fragment.name() + "\" is never used.");
        }
        if (!names.add(fragment.name())) {
            walk.report("UniqueFragmentNames", fragment.position(),
                    "There can be only one fragment named \"" + fragment.name() + "\".");
        }
        follow(fragment, new ArrayList<>(), new HashMap<>());
    }

    /// Follows spreads until one comes back.
    private void follow(Fragment fragment, List<Spread> path, Map<String, Integer> places) {
        if (!followed.add(fragment.name())) {
            return;
        }
        places.put(fragment.name(), path.size());
        for (Spread spread : spreads(fragment.selections())) {
            Integer place = places.get(spread.name());
            path.add(spread);
            Fragment next = walk.fragment(spread.name());
            if (place == null && next != null) {
                follow(next, path, places);
            } else if (place != null) {
                String via = path.subList(place, path.size() - 1).stream().map(each -> "\"" + each.name() + "\"")
                        .collect(Collectors.joining(", "));
                walk.report("NoFragmentCycles", spread.position(),
                        "Cannot spread fragment \"" + spread.name() + "\" within itself"
                                + (via.isEmpty() ? "" : " via " + via) + ".");
            }
            path.removeLast();
        }
        places.remove(fragment.name());
    }

    private static List<Spread> spreads(List<Selection> selections) {
        var spreads = new ArrayList<Spread>();
        Deque<List<Selection>> open = new ArrayDeque<>(List.of(selections));
        while (!open.isEmpty()) {
            for (Selection selection : open.pop()) {
                switch (selection) {
                    case Spread spread -> spreads.add(spread);
                    case Field field -> open.push(field.selections());
                    case Inline inline -> open.push(inline.selections());
                }
            }
        }
        return spreads;
    }

    @Override
    public void inline(Inline inline, @Nullable Definition parent) {
        Definition type = walk.schema().type(inline.typeCondition());
        if (type != null && !type.kind().isComposite()) {
            walk.report("FragmentsOnCompositeTypes", inline.position(),
                    "Fragment cannot condition on non composite type \"" + inline.typeCondition() + "\".");
        }
        if (type == null && !inline.typeCondition().isEmpty()) {
            walk.report("KnownTypeNames", inline.position(), "Unknown type \"" + inline.typeCondition() + "\".");
        }
        if (parent != null && isImpossible(parent, inline.typeCondition())) {
            walk.report("PossibleFragmentSpreads", inline.position(), "Fragment cannot be spread here as objects of type \""
                    + parent.name() + "\" can never be of type \"" + inline.typeCondition() + "\".");
        }
    }

    @Override
    public void spread(Spread spread, @Nullable Definition parent) {
        if (!inFragments) {
            used.add(spread.name());
        }
        Fragment fragment = walk.fragment(spread.name());
        if (fragment == null) {
            walk.report("KnownFragmentNames", spread.position(), "Unknown fragment \"" + spread.name() + "\".");
        } else if (parent != null && isImpossible(parent, fragment.typeCondition())) {
            walk.report("PossibleFragmentSpreads", spread.position(), "Fragment \"" + spread.name()
                    + "\" cannot be spread here as objects of type \"" + parent.name() + "\" can never be of type \""
                    + fragment.typeCondition() + "\".");
        }
    }

    private boolean isImpossible(Definition parent, String condition) {
        Definition type = walk.schema().type(condition);
        if (!parent.kind().isComposite() || type == null || !type.kind().isComposite()) {
            return false;
        }
        List<Definition> parents = parent.kind() == Kind.OBJECT ? List.of(parent) : walk.schema().possible(parent.name());
        Set<String> possible = walk.schema().possible(condition).stream().map(Definition::name).collect(Collectors.toSet());
        return parents.stream().noneMatch(each -> possible.contains(each.name()));
    }
}
