package dev.gatehouse.rego.graphql;

import dev.gatehouse.rego.graphql.QueryDocument.Argument;
import dev.gatehouse.rego.graphql.QueryDocument.Field;
import dev.gatehouse.rego.graphql.QueryDocument.Fragment;
import dev.gatehouse.rego.graphql.QueryDocument.Inline;
import dev.gatehouse.rego.graphql.QueryDocument.Operation;
import dev.gatehouse.rego.graphql.QueryDocument.Selection;
import dev.gatehouse.rego.graphql.QueryDocument.Spread;
import dev.gatehouse.rego.graphql.SchemaDocument.Definition;
import dev.gatehouse.rego.graphql.SchemaDocument.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Fields with one name in the response must be the same field (section 5.3.2): fields of a selection are compared with each other and
/// with those of every fragment spread into it, each pair of fragments once.
final class MergeableFields implements Observer {
    private final Walk walk;
    /// Pairs of fragments that were compared, and whether only as parts of objects that exclude each other.
    private final Map<Set<String>, Boolean> compared = new HashMap<>();
    private Set<String> comparedWithFields = new HashSet<>();

    MergeableFields(Walk walk) {
        this.walk = walk;
    }

    private record Conflict(String name, String reason, List<Conflict> inner, @Nullable Position position) {
        String text() {
            return inner.isEmpty()
                    ? reason
                    : inner.stream().map(each -> "subfields \"" + each.name + "\" conflict because " + each.text())
                            .collect(Collectors.joining(" and "));
        }
    }

    /// Fields by their names in the response, and fragments.
    private record Collected(Map<String, List<Field>> fields, List<Spread> spreads) {}

    @Override
    public void operation(Operation operation) {
        check(operation.selections());
    }

    @Override
    public void field(Field field) {
        if (walk.operation() != null) {
            check(field.selections());
        }
    }

    @Override
    public void inline(Inline inline, @Nullable Definition parent) {
        check(inline.selections());
    }

    @Override
    public void fragment(Fragment fragment) {
        check(fragment.selections());
    }

    private Collected collect(List<Selection> selections) {
        var collected = new Collected(new LinkedHashMap<>(), new ArrayList<>());
        collect(selections, collected);
        return collected;
    }

    private void collect(List<Selection> selections, Collected collected) {
        walk.count(selections.size());
        for (Selection selection : selections) {
            switch (selection) {
                case Field field -> collected.fields.computeIfAbsent(field.responseName(), name -> new ArrayList<>()).add(field);
                case Inline inline -> collect(inline.selections(), collected);
                case Spread spread -> collected.spreads.add(spread);
            }
        }
    }

    private void check(List<Selection> selections) {
        if (selections.isEmpty()) {
            return;
        }
        Collected own = collect(selections);
        var conflicts = new ArrayList<Conflict>();
        for (List<Field> fields : own.fields.values()) {
            for (int index = 0; index < fields.size(); index++) {
                for (Field other : fields.subList(index + 1, fields.size())) {
                    compare(false, fields.get(index), other, conflicts);
                }
            }
        }
        comparedWithFields = new HashSet<>();
        for (int index = 0; index < own.spreads.size(); index++) {
            compareWithFragment(false, own.fields, own.spreads.get(index), conflicts);
            for (Spread other : own.spreads.subList(index + 1, own.spreads.size())) {
                compareFragments(false, own.spreads.get(index), other, conflicts);
            }
        }
        for (Conflict conflict : conflicts) {
            walk.report("OverlappingFieldsCanBeMerged", conflict.position, "Fields \"" + conflict.name + "\" conflict because "
                    + conflict.text() + ". Use different aliases on the fields to fetch both if this was intentional.");
        }
    }

    private void compareWithFragment(boolean exclusive, Map<String, List<Field>> fields, Spread spread,
            List<Conflict> conflicts) {
        Fragment fragment = walk.fragment(spread.name());
        if (!comparedWithFields.add(spread.name()) || fragment == null) {
            return;
        }
        walk.enter();
        Collected its = collect(fragment.selections());
        compareAll(exclusive, fields, its.fields, conflicts);
        for (Spread further : its.spreads) {
            if (!further.name().equals(spread.name())) {
                compareWithFragment(exclusive, fields, further, conflicts);
            }
        }
        walk.leave();
    }

    private void compareFragments(boolean exclusive, Spread left, Spread right, List<Conflict> conflicts) {
        if (left.name().equals(right.name())) {
            return;
        }
        Set<String> pair = Set.of(left.name(), right.name());
        Boolean before = compared.get(pair);
        if (before != null && (exclusive || !before)) {
            return;
        }
        compared.put(pair, exclusive);
        Fragment one = walk.fragment(left.name());
        Fragment other = walk.fragment(right.name());
        if (one == null || other == null) {
            return;
        }
        walk.enter();
        Collected ones = collect(one.selections());
        Collected others = collect(other.selections());
        compareAll(exclusive, ones.fields, others.fields, conflicts);
        others.spreads.forEach(spread -> compareFragments(exclusive, left, spread, conflicts));
        ones.spreads.forEach(spread -> compareFragments(exclusive, spread, right, conflicts));
        walk.leave();
    }

    private void compareAll(
            boolean exclusive, Map<String, List<Field>> left, Map<String, List<Field>> right, List<Conflict> conflicts) {
        left.forEach((name, fields) -> {
            for (Field field : fields) {
                for (Field other : right.getOrDefault(name, List.of())) {
                    // A fragment that is compared with itself through a cycle.
                    if (field != other) {
                        compare(exclusive, field, other, conflicts);
                    }
                }
            }
        });
    }

    private void compare(boolean parentsExclude, Field left, Field right, List<Conflict> conflicts) {
        walk.count(1);
        Walk.FieldUse one = walk.use(left);
        Walk.FieldUse other = walk.use(right);
        if (one.parent() == null || other.parent() == null) {
            return;
        }
        boolean exclusive = parentsExclude || (!one.parent().name().equals(other.parent().name())
                && one.parent().kind() == Kind.OBJECT && other.parent().kind() == Kind.OBJECT && one.definition() != null
                && other.definition() != null);
        String reason = "";
        if (!exclusive && !left.name().equals(right.name())) {
            reason = "\"" + left.name() + "\" and \"" + right.name() + "\" are different fields";
        } else if (!exclusive && !isSame(left.arguments(), right.arguments())) {
            reason = "they have differing arguments";
        } else if (one.definition() != null && other.definition() != null
                && conflict(one.definition().type(), other.definition().type())) {
            reason = "they return conflicting types \"" + one.definition().type() + "\" and \"" + other.definition().type()
                    + "\"";
        }
        List<Conflict> inner = reason.isEmpty() ? compareSelections(exclusive, left.selections(), right.selections()) : List.of();
        if (!reason.isEmpty() || !inner.isEmpty()) {
            conflicts.add(new Conflict(left.responseName(), reason, inner, right.position()));
        }
    }

    private List<Conflict> compareSelections(boolean exclusive, List<Selection> left, List<Selection> right) {
        var conflicts = new ArrayList<Conflict>();
        if (left.isEmpty() || right.isEmpty()) {
            return conflicts;
        }
        walk.enter();
        Collected ones = collect(left);
        Collected others = collect(right);
        compareAll(exclusive, ones.fields, others.fields, conflicts);
        for (Spread spread : others.spreads) {
            comparedWithFields = new HashSet<>();
            compareWithFragment(exclusive, ones.fields, spread, conflicts);
        }
        for (Spread spread : ones.spreads) {
            comparedWithFields = new HashSet<>();
            compareWithFragment(exclusive, others.fields, spread, conflicts);
        }
        for (Spread one : ones.spreads) {
            others.spreads.forEach(other -> compareFragments(exclusive, one, other, conflicts));
        }
        walk.leave();
        return conflicts;
    }

    private static boolean isSame(List<Argument> left, List<Argument> right) {
        return left.size() == right.size() && left.stream().allMatch(one -> right.stream().anyMatch(other -> one.name()
                .equals(other.name()) && one.value().kind() == other.value().kind()
                && one.value().raw().equals(other.value().raw())));
    }

    private boolean conflict(TypeReference left, TypeReference right) {
        if (left.element() != null || right.element() != null) {
            return left.element() == null || right.element() == null || conflict(left.element(), right.element());
        }
        if (left.nonNull() != right.nonNull()) {
            return true;
        }
        Definition one = walk.schema().type(left.named());
        Definition other = walk.schema().type(right.named());
        return one != null && other != null && one.kind().isLeaf() && other.kind().isLeaf() && !one.name().equals(other.name());
    }
}
