package dev.gatehouse.rego.compile;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The variables of nested scopes, innermost first.
final class DeclaredStack {
    /// How a variable came to be known in a scope.
    enum Occurrence {
        PARAMETER, SEEN, ASSIGNED, DECLARED
    }

    /// One scope: the new name, the occurrence and the number of uses of each variable.
    static final class Scope {
        final Map<String, String> renamed = new LinkedHashMap<>();
        final Map<String, Occurrence> occurrences = new LinkedHashMap<>();
        final Map<String, Integer> counts = new HashMap<>();
    }

    private final Deque<Scope> scopes = new ArrayDeque<>();
    private final Names names;

    DeclaredStack(Names names) {
        this.names = names;
        push();
    }

    /// A stack with a copy of this one's outermost scope, for a rule's body after its parameters.
    DeclaredStack copy() {
        DeclaredStack copy = new DeclaredStack(names);
        for (Scope scope : scopes) {
            copy.peek().renamed.putAll(scope.renamed);
            copy.peek().occurrences.putAll(scope.occurrences);
            copy.peek().counts.putAll(scope.counts);
        }
        return copy;
    }

    void push() {
        scopes.push(new Scope());
    }

    void pop() {
        scopes.pop();
    }

    Scope peek() {
        return scopes.element();
    }

    void insert(String name, String renamed, Occurrence occurrence) {
        Scope scope = peek();
        scope.renamed.put(name, renamed);
        scope.occurrences.put(name, occurrence);
        scope.counts.put(name, 1);
        if (!name.equals(renamed)) {
            names.rename(renamed, name);
        }
    }

    /// The new name of a variable of any scope.
    @Nullable
    String declared(String name) {
        for (Scope scope : scopes) {
            String renamed = scope.renamed.get(name);
            if (renamed != null) {
                return renamed;
            }
        }
        return null;
    }

    /// The occurrence in the innermost scope.
    @Nullable
    Occurrence occurrence(String name) {
        return peek().occurrences.get(name);
    }

    /// The occurrence in the nearest scope that knows the variable.
    @Nullable
    Occurrence anyOccurrence(String name) {
        for (Scope scope : scopes) {
            Occurrence occurrence = scope.occurrences.get(name);
            if (occurrence != null) {
                return occurrence;
            }
        }
        return null;
    }

    void seen(String name) {
        for (Scope scope : scopes) {
            if (scope.counts.containsKey(name)) {
                scope.counts.merge(name, 1, Integer::sum);
                return;
            }
        }
        peek().counts.put(name, 1);
    }

    int count(String name) {
        for (Scope scope : scopes) {
            Integer count = scope.counts.get(name);
            if (count != null) {
                return count;
            }
        }
        return 0;
    }
}
