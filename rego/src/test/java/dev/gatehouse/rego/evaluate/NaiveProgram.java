package dev.gatehouse.rego.evaluate;

import dev.gatehouse.rego.value.ArrayValue;
import dev.gatehouse.rego.value.BooleanValue;
import dev.gatehouse.rego.value.NumberValue;
import dev.gatehouse.rego.value.ObjectValue;
import dev.gatehouse.rego.value.SetValue;
import dev.gatehouse.rego.value.StringValue;
import dev.gatehouse.rego.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A program in a part of Rego that is small enough to be interpreted in the obvious way: bodies are tried from left to right with a map of
/// variables, every rule is computed anew each time, nothing is remembered, indexed or reordered. As text the expressions of a body stand in
/// any order.
record NaiveProgram(Map<String, Rule> rules) {
    /// A rule has two values.
    static final class Conflict extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Conflict() {
            super("two values", null, false, false);
        }
    }

    sealed interface Term {
        record Constant(Value value) implements Term {}

        record Variable(String name) implements Term {}

        record Input(List<String> path) implements Term {}

        record RuleValue(String rule) implements Term {}

        record List2(Term first, Term second) implements Term {}

        record Plus(Term left, Term right) implements Term {}

        record Count(Term of) implements Term {}

        record Element(Term of, Term key) implements Term {}

        record Apply(String function, Term argument) implements Term {}

        record Collect(Term member, List<Expression> body) implements Term {}
    }

    sealed interface Expression {
        /// `value = collection[key]`, both variables new.
        record Each(Term collection, String key, String value) implements Expression {}

        /// `variable = term`, the variable new.
        record Bind(String variable, Term term) implements Expression {}

        record Compare(String operator, Term left, Term right) implements Expression {}

        record Holds(Term term) implements Expression {}

        record Not(Expression inner) implements Expression {}

        record Every(Term collection, String value, List<Expression> body) implements Expression {}
    }

    enum Kind {
        VALUE, SET, OBJECT, FUNCTION
    }

    /// @param key of an object's entry, null otherwise
    record Body(@Nullable Term key, Term value, List<Expression> expressions) {}

    record Rule(Kind kind, List<Body> bodies, @Nullable Value fallback) {}

    // Interpretation.

    /// The values of all rules without parameters that have one.
    Value evaluate(Value input) {
        ObjectValue.Builder all = ObjectValue.builder();
        rules.forEach((name, rule) -> {
            Value value = rule.kind() == Kind.FUNCTION ? null : rule(rule, Map.of(), input);
            if (value != null) {
                all.put(name, value);
            }
        });
        return all.build();
    }

    private @Nullable Value rule(Rule rule, Map<String, Value> given, Value input) {
        List<Value> keys = new ArrayList<>();
        List<Value> values = new ArrayList<>();
        for (Body body : rule.bodies()) {
            for (Map<String, Value> solution : solutions(body.expressions(), given, input)) {
                Value key = body.key() == null ? null : term(body.key(), solution, input);
                Value value = term(body.value(), solution, input);
                if (value != null && (body.key() == null || key != null)) {
                    keys.add(key == null ? value : key);
                    values.add(value);
                }
            }
        }
        return switch (rule.kind()) {
            case SET -> SetValue.of(values);
            case OBJECT -> {
                ObjectValue.Builder object = ObjectValue.builder();
                for (int i = 0; i < keys.size(); i++) {
                    Value before = object.putIfAbsent(keys.get(i), values.get(i));
                    if (before != null && !before.equals(values.get(i))) {
                        throw new Conflict();
                    }
                }
                yield object.build();
            }
            case VALUE, FUNCTION -> {
                if (values.stream().distinct().count() > 1) {
                    throw new Conflict();
                }
                yield values.isEmpty() ? rule.fallback() : values.getFirst();
            }
        };
    }

    private List<Map<String, Value>> solutions(List<Expression> body, Map<String, Value> given, Value input) {
        List<Map<String, Value>> found = List.of(given);
        for (Expression expression : body) {
            List<Map<String, Value>> next = new ArrayList<>();
            for (Map<String, Value> one : found) {
                next.addAll(solutions(expression, one, input));
            }
            found = next;
        }
        return found;
    }

    private List<Map<String, Value>> solutions(Expression expression, Map<String, Value> given, Value input) {
        return switch (expression) {
            case Expression.Each(Term collection, String key, String name) -> {
                List<Map<String, Value>> found = new ArrayList<>();
                Value value = term(collection, given, input);
                for (Map.Entry<Value, Value> entry : entries(value).entrySet()) {
                    found.add(with(with(given, key, entry.getKey()), name, entry.getValue()));
                }
                yield found;
            }
            case Expression.Bind(String name, Term term) -> {
                Value value = term(term, given, input);
                yield value == null ? List.of() : List.of(with(given, name, value));
            }
            case Expression.Compare(String operator, Term left, Term right) -> {
                Value a = term(left, given, input);
                Value b = term(right, given, input);
                yield a != null && b != null && compare(operator, a.compareTo(b)) ? List.of(given) : List.of();
            }
            case Expression.Holds(Term term) -> {
                Value value = term(term, given, input);
                yield value == null || value == BooleanValue.FALSE ? List.of() : List.of(given);
            }
            case Expression.Not(Expression inner) -> solutions(inner, given, input).isEmpty() ? List.of(given) : List.of();
            case Expression.Every(Term collection, String name, List<Expression> body) -> {
                Value value = term(collection, given, input);
                boolean isCollection = value instanceof ArrayValue || value instanceof ObjectValue || value instanceof SetValue;
                yield isCollection && entries(value).values().stream()
                        .noneMatch(each -> solutions(body, with(given, name, each), input).isEmpty())
                                ? List.of(given)
                                : List.of();
            }
        };
    }

    private static Map<String, Value> with(Map<String, Value> given, String name, Value value) {
        Map<String, Value> more = new HashMap<>(given);
        more.put(name, value);
        return more;
    }

    private static Map<Value, Value> entries(@Nullable Value value) {
        Map<Value, Value> entries = new TreeMap<>();
        switch (value) {
            case ArrayValue array -> {
                for (int i = 0; i < array.size(); i++) {
                    entries.put(NumberValue.of(i), array.get(i));
                }
            }
            case ObjectValue object -> object.forEach(entries::put);
            case SetValue set -> set.forEach(member -> entries.put(member, member));
            case null, default -> {
                // Nothing to go through.
            }
        }
        return entries;
    }

    private static boolean compare(String operator, int order) {
        return switch (operator) {
            case "==" -> order == 0;
            case "!=" -> order != 0;
            case "<" -> order < 0;
            default -> order >= 0;
        };
    }

    private @Nullable Value term(Term term, Map<String, Value> given, Value input) {
        return switch (term) {
            case Term.Constant(Value value) -> value;
            case Term.Variable(String name) -> java.util.Objects.requireNonNull(given.get(name), name);
            case Term.Input(List<String> path) -> {
                Value value = input;
                for (String step : path) {
                    value = value == null ? null : value.get(StringValue.of(step));
                }
                yield value;
            }
            case Term.RuleValue(String name) -> rule(java.util.Objects.requireNonNull(rules.get(name), name), Map.of(), input);
            case Term.List2(Term first, Term second) -> {
                Value a = term(first, given, input);
                Value b = term(second, given, input);
                yield a == null || b == null ? null : ArrayValue.of(a, b);
            }
            case Term.Plus(Term left, Term right) -> {
                Value a = term(left, given, input);
                Value b = term(right, given, input);
                yield a instanceof NumberValue x && b instanceof NumberValue y
                        ? NumberValue.of(x.longValue() + y.longValue())
                        : null;
            }
            case Term.Count(Term of) -> {
                Value value = term(of, given, input);
                yield value instanceof StringValue text
                        ? NumberValue.of(text.text().length())
                        : value instanceof ArrayValue || value instanceof ObjectValue || value instanceof SetValue
                                ? NumberValue.of(value.size())
                                : null;
            }
            case Term.Element(Term of, Term key) -> {
                Value value = term(of, given, input);
                Value at = term(key, given, input);
                yield value == null || at == null ? null : entries(value).get(at);
            }
            case Term.Apply(String function, Term argument) -> {
                Value value = term(argument, given, input);
                Rule rule = java.util.Objects.requireNonNull(rules.get(function), function);
                yield value == null ? null : rule(rule, Map.of("x", value), input);
            }
            case Term.Collect(Term member, List<Expression> body) -> {
                List<Value> members = new ArrayList<>();
                for (Map<String, Value> solution : solutions(body, given, input)) {
                    Value value = term(member, solution, input);
                    if (value != null) {
                        members.add(value);
                    }
                }
                yield SetValue.of(members);
            }
        };
    }

    // As text.

    /// @param random decides in which order the expressions of a body stand
    String text(RandomGenerator random) {
        StringBuilder text = new StringBuilder("package p\n");
        new LinkedHashMap<>(rules).forEach((name, rule) -> {
            if (rule.fallback() != null) {
                text.append("\ndefault ").append(name).append(rule.kind() == Kind.FUNCTION ? "(_)" : "").append(" := ")
                        .append(rule.fallback())
                        .append('\n');
            }
            for (Body body : rule.bodies()) {
                text.append('\n').append(name).append(switch (rule.kind()) {
                    case VALUE -> " := " + text(body.value(), random);
                    case SET -> " contains " + text(body.value(), random);
                    case OBJECT ->
                        "[" + text(java.util.Objects.requireNonNull(body.key()), random) + "] := " + text(body.value(), random);
                    case FUNCTION -> "(x) := " + text(body.value(), random);
                }).append(" if {\n\t").append(text(body.expressions(), random)).append("\n}\n");
            }
        });
        return text.toString();
    }

    private static String text(List<Expression> body, RandomGenerator random) {
        List<String> lines = body.stream().map(e -> text(e, random)).collect(Collectors.toCollection(ArrayList::new));
        java.util.Collections.shuffle(lines, java.util.Random.from(random));
        return lines.isEmpty() ? "true" : String.join("\n\t", lines);
    }

    private static String text(Expression expression, RandomGenerator random) {
        return switch (expression) {
            case Expression.Each(Term collection, String key, String value) ->
                value + " = " + text(collection, random) + "[" + key + "]";
            case Expression.Bind(String variable, Term term) -> variable + " = " + text(term, random);
            case Expression.Compare(String operator, Term left, Term right) ->
                text(left, random) + " " + operator + " " + text(right, random);
            case Expression.Holds(Term term) -> text(term, random);
            case Expression.Not(Expression inner) -> "not " + text(inner, random);
            case Expression.Every(Term collection, String value, List<Expression> body) ->
                "every " + value + " in " + text(collection, random) + " { " + text(body, random).replace("\n\t", "; ") + " }";
        };
    }

    private static String text(Term term, RandomGenerator random) {
        return switch (term) {
            case Term.Constant(Value value) -> value.toString();
            case Term.Variable(String name) -> name;
            case Term.Input(List<String> path) -> "input" + path.stream().map(step -> "." + step).collect(Collectors.joining());
            case Term.RuleValue(String rule) -> rule;
            case Term.List2(Term first, Term second) -> "[" + text(first, random) + ", " + text(second, random) + "]";
            case Term.Plus(Term left, Term right) -> "(" + text(left, random) + " + " + text(right, random) + ")";
            case Term.Count(Term of) -> "count(" + text(of, random) + ")";
            case Term.Element(Term of, Term key) -> text(of, random) + "[" + text(key, random) + "]";
            case Term.Apply(String function, Term argument) -> function + "(" + text(argument, random) + ")";
            case Term.Collect(Term member, List<Expression> body) ->
                "{" + text(member, random) + " | " + text(body, random).replace("\n\t", "; ") + "}";
        };
    }
}
