package dev.gatehouse.foreign.mapping;

import dev.gatehouse.document.Scalar;
import dev.gatehouse.document.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Where something stands in a report, in words that fit a line: `locations[].uri`, `^.tool.driver.name`, `$rule.id`,
/// `/components[]+`, `desc | html`.
///
/// - `a.b` goes from key to key, `[]` through every element of a list, `[0]` to one of them, `a[]+` through the list `a` and those
/// of the same name inside its elements; keys with other characters than letters, digits and `_ - @ # :` are quoted: `"a.b"`
/// - `.` is the value itself
/// - `^.` begins one list further out, `^^.` two, `/` at the root, `$name.` at what a lookup finds
/// - `=text` is that text
/// - `| name` changes the text that was found ([Transform])
///
/// Immutable and thread-safe.
public final class Expression {
    private final String text;
    private final Start start;
    private final List<Step> steps;
    private final List<Transform> transforms;

    /// Where it begins.
    private sealed interface Start {
        /// So many lists further out.
        record Outwards(int levels) implements Start {}

        record Root() implements Start {}

        record Looked(String name) implements Start {}

        record Constant(String text) implements Start {}
    }

    private Expression(String text, Start start, List<Step> steps, List<Transform> transforms) {
        this.text = text;
        this.start = start;
        this.steps = List.copyOf(steps);
        this.transforms = List.copyOf(transforms);
    }

    /// Reads one.
    ///
    /// @throws IllegalArgumentException
    ///             if it is none; the message says why
    public static Expression parse(String text) {
        if (text.startsWith("=")) {
            return new Expression(text, new Start.Constant(text.substring(1)), List.of(), List.of());
        }
        String[] parts = text.split("\\|", -1);
        List<Transform> transforms = new ArrayList<>();
        for (int i = 1; i < parts.length; i++) {
            transforms.add(Transform.named(parts[i].strip()));
        }
        String path = parts[0].strip();
        int at = 0;
        while (at < path.length() && path.charAt(at) == '^') {
            at++;
        }
        Start start = new Start.Outwards(at);
        if (at == 0 && path.startsWith("/")) {
            start = new Start.Root();
            at = 1;
        } else if (at == 0 && path.startsWith("$")) {
            int dot = path.indexOf('.');
            start = new Start.Looked(path.substring(1, dot < 0 ? path.length() : dot));
            at = dot < 0 ? path.length() : dot;
        }
        return new Expression(text, start, new StepReader(path, at).read(), transforms);
    }

    /// What it leads to in a scope, before transforms; empty if to nothing.
    public List<Value> values(Scope scope) {
        Value from = start(scope);
        return from == null ? List.of() : walk(from);
    }

    /// Where it begins in a scope; null if nowhere.
    @Nullable
    Value start(Scope scope) {
        return switch (start) {
            case Start.Outwards(int levels) -> {
                Scope at = scope;
                for (int i = 0; i < levels && at != null; i++) {
                    at = at.parent();
                }
                yield at == null ? null : at.value();
            }
            case Start.Root _ -> scope.root().value();
            case Start.Looked(String name) -> scope.lookUp(name);
            case Start.Constant(String constant) -> new Scalar.Text(scope.value().range(), constant);
        };
    }

    /// What the steps lead to from a value.
    List<Value> walk(Value from) {
        List<Value> values = List.of(from);
        for (Step step : steps) {
            List<Value> next = new ArrayList<>();
            for (Value value : values) {
                next.addAll(step.from(value));
                if (next.size() > Step.MOST) {
                    return List.of();
                }
            }
            values = next;
        }
        return values;
    }

    /// The texts that it leads to in a scope: of scalars that are not blank, transformed.
    public List<String> texts(Scope scope) {
        List<String> texts = new ArrayList<>();
        for (Value value : values(scope)) {
            List<String> found = transforms.isEmpty() ? plain(value) : transforms.getFirst().of(value, scope);
            for (Transform transform : transforms.isEmpty() ? transforms : transforms.subList(1, transforms.size())) {
                found = found.stream().flatMap(each -> transform.of(new Scalar.Text(value.range(), each), scope).stream())
                        .toList();
            }
            found.stream().filter(each -> !each.isBlank()).forEach(texts::add);
        }
        return texts;
    }

    private static List<String> plain(Value value) {
        return value instanceof Scalar scalar && !(value instanceof Scalar.Null) ? List.of(scalar.text().strip()) : List.of();
    }

    /// The steps.
    List<Step> steps() {
        return steps;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Expression expression && expression.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.toLowerCase(Locale.ROOT).hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
