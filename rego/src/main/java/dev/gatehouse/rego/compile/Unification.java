package dev.gatehouse.rego.compile;

import dev.gatehouse.rego.syntax.Term;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// Which variables an equation binds. Where two unknown variables meet, each becomes known as soon as the other
/// does.
final class Unification {
    private static final Set<Variables.Skip> PATTERNS = EnumSet.of(
            Variables.Skip.REF_HEADS, Variables.Skip.OBJECT_KEYS, Variables.Skip.CLOSURES);

    private final Set<String> safe;
    private final Set<String> bound = new HashSet<>();
    private final Map<String, Set<String>> unknown = new HashMap<>();

    private Unification(Set<String> safe) {
        this.safe = safe;
    }

    static Set<String> bound(Set<String> safe, Term a, Term b) {
        Unification unification = new Unification(safe);
        unification.unify(a, b);
        return unification.bound;
    }

    private boolean isSafe(String name) {
        return safe.contains(name) || bound.contains(name);
    }

    private boolean isSafe(Term term) {
        return term instanceof Term.Ref ref
                ? OutputVariables.isSafe(ref, safe)
                : safe.containsAll(Variables.of(Variables.SAFETY, term));
    }

    private void unify(Term a, Term b) {
        switch (a) {
            case Term.Var v -> variable(v.name(), b);
            case Term.Ref ref -> {
                if (isSafe(ref)) {
                    markPattern(b);
                }
            }
            case Term.Call call -> {
                if (isSafe(call)) {
                    markPattern(b);
                }
            }
            case Term.Comprehension c -> comprehension(c, b);
            case Term.Array array -> array(array, b);
            case Term.ObjectLiteral object -> object(object, b);
            default -> {
                if (b instanceof Term.Var v) {
                    mark(v.name());
                }
            }
        }
    }

    private void variable(String a, Term b) {
        switch (b) {
            case Term.Var v -> {
                if (isSafe(v.name())) {
                    mark(a);
                } else if (isSafe(a)) {
                    mark(v.name());
                } else {
                    unknown.computeIfAbsent(a, k -> new HashSet<>()).add(v.name());
                    unknown.computeIfAbsent(v.name(), k -> new HashSet<>()).add(a);
                }
            }
            case Term.Array array -> all(a, array);
            case Term.ObjectLiteral object -> all(a, object);
            case Term.Ref ref -> {
                if (isSafe(ref)) {
                    mark(a);
                }
            }
            case Term.Call call -> {
                if (isSafe(call)) {
                    mark(a);
                }
            }
            default -> mark(a);
        }
    }

    private void markPattern(Term b) {
        switch (b) {
            case Term.Var v -> mark(v.name());
            case Term.Array array -> markAll(array);
            case Term.ObjectLiteral object -> markAll(object);
            default -> {
            }
        }
    }

    private void comprehension(Term.Comprehension c, Term b) {
        switch (b) {
            case Term.Var v -> mark(v.name());
            case Term.Array array when c.kind() == Term.Comprehension.Kind.ARRAY -> markAll(array);
            case Term.ObjectLiteral object when c.kind() == Term.Comprehension.Kind.OBJECT ->
                markAll(object);
            default -> {
            }
        }
    }

    private void array(Term.Array a, Term b) {
        switch (b) {
            case Term.Var v -> all(v.name(), a);
            case Term.Comprehension ignored -> markAll(a);
            case Term.Ref ref -> {
                if (isSafe(ref)) {
                    markAll(a);
                }
            }
            case Term.Call call -> {
                if (isSafe(call)) {
                    markAll(a);
                }
            }
            case Term.Array other when other.items().size() == a.items().size() -> {
                for (int i = 0; i < a.items().size(); i++) {
                    unify(a.items().get(i), other.items().get(i));
                }
            }
            default -> {
            }
        }
    }

    private void object(Term.ObjectLiteral a, Term b) {
        switch (b) {
            case Term.Var v -> all(v.name(), a);
            case Term.Ref ref -> {
                if (isSafe(ref)) {
                    markAll(a);
                }
            }
            case Term.Call call -> {
                if (isSafe(call)) {
                    markAll(a);
                }
            }
            case Term.ObjectLiteral other when other.entries().size() == a.entries().size() -> {
                for (Term.Entry entry : a.entries()) {
                    for (Term.Entry match : other.entries()) {
                        if (match.key().toString().equals(entry.key().toString())) {
                            unify(entry.value(), match.value());
                        }
                    }
                }
            }
            default -> {
            }
        }
    }

    private void markAll(Term pattern) {
        Variables.of(PATTERNS, pattern).forEach(this::mark);
    }

    private void mark(String name) {
        bound.add(name);
        Set<String> dependencies = unknown.remove(name);
        if (dependencies != null) {
            dependencies.forEach(this::mark);
        }
        for (String other : Set.copyOf(unknown.keySet())) {
            Set<String> waiting = unknown.get(other);
            if (waiting != null && waiting.remove(name) && waiting.isEmpty()) {
                mark(other);
            }
        }
    }

    private void all(String a, Term pattern) {
        if (isSafe(a)) {
            markAll(pattern);
            return;
        }
        Set<String> unsafe = new HashSet<>(Variables.of(PATTERNS, pattern));
        unsafe.removeIf(this::isSafe);
        if (unsafe.isEmpty()) {
            mark(a);
        } else {
            unknown.computeIfAbsent(a, k -> new HashSet<>()).addAll(unsafe);
        }
    }
}
