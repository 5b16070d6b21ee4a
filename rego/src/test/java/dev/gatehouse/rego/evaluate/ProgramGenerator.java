package dev.gatehouse.rego.evaluate;

import dev.gatehouse.rego.evaluate.NaiveProgram.Body;
import dev.gatehouse.rego.evaluate.NaiveProgram.Expression;
import dev.gatehouse.rego.evaluate.NaiveProgram.Kind;
import dev.gatehouse.rego.evaluate.NaiveProgram.Rule;
import dev.gatehouse.rego.evaluate.NaiveProgram.Term;
import dev.gatehouse.rego.value.ArrayValue;
import dev.gatehouse.rego.value.BooleanValue;
import dev.gatehouse.rego.value.NullValue;
import dev.gatehouse.rego.value.NumberValue;
import dev.gatehouse.rego.value.ObjectValue;
import dev.gatehouse.rego.value.StringValue;
import dev.gatehouse.rego.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Makes programs up. A rule uses only rules before it, an expression only variables that expressions before it bind.
final class ProgramGenerator {
    private static final List<String> OPERATORS = List.of("==", "==", "!=", "<", ">=");
    private static final List<String> WORDS = List.of("a", "b", "c");

    private final RandomGenerator random;
    private final Map<String, Rule> rules = new LinkedHashMap<>();
    private int names;

    ProgramGenerator(RandomGenerator random) {
        this.random = random;
    }

    NaiveProgram program() {
        int count = 2 + random.nextInt(4);
        for (int i = 0; i < count; i++) {
            Kind kind = Kind.values()[random.nextInt(4)];
            List<Body> bodies = new ArrayList<>();
            int size = 1 + random.nextInt(3);
            for (int b = 0; b < size; b++) {
                bodies.add(ruleBody(kind));
            }
            boolean withDefault = (kind == Kind.VALUE || kind == Kind.FUNCTION) && random.nextBoolean();
            rules.put("r" + i, new Rule(kind, bodies, withDefault ? scalar() : null));
        }
        return new NaiveProgram(rules);
    }

    Value input() {
        return value(3);
    }

    private Value value(int depth) {
        if (depth == 0 || (depth < 3 && random.nextInt(3) == 0)) {
            return scalar();
        }
        if (depth < 3 && random.nextBoolean()) {
            ArrayValue.Builder array = ArrayValue.builder();
            for (int i = random.nextInt(4); i > 0; i--) {
                array.add(value(depth - 1));
            }
            return array.build();
        }
        ObjectValue.Builder object = ObjectValue.builder();
        WORDS.forEach(word -> {
            if (random.nextInt(4) > 0) {
                object.put(word, value(depth - 1));
            }
        });
        return object.build();
    }

    private Value scalar() {
        return switch (random.nextInt(5)) {
            case 0 -> StringValue.of(WORDS.get(random.nextInt(3)));
            case 1 -> BooleanValue.TRUE;
            case 2 -> random.nextBoolean() ? BooleanValue.FALSE : NullValue.NULL;
            default -> NumberValue.of(random.nextInt(3));
        };
    }

    private Body ruleBody(Kind kind) {
        List<String> bound = new ArrayList<>(kind == Kind.FUNCTION ? List.of("x") : List.of());
        List<Expression> expressions = body(bound, 3);
        Term value = kind == Kind.VALUE || random.nextBoolean() ? new Term.Constant(scalar()) : term(bound, 1);
        return new Body(kind == Kind.OBJECT ? simple(bound) : null, value, expressions);
    }

    /// @param bound grows by what the body binds
    private List<Expression> body(List<String> bound, int most) {
        List<Expression> expressions = new ArrayList<>();
        for (int i = 1 + random.nextInt(most); i > 0; i--) {
            expressions.add(expression(bound));
        }
        return expressions;
    }

    private Expression expression(List<String> bound) {
        return switch (random.nextInt(8)) {
            case 0, 1, 2 -> {
                Term collection = collection(bound);
                String key = name();
                String value = name();
                bound.add(key);
                bound.add(value);
                yield new Expression.Each(collection, key, value);
            }
            case 3 -> {
                Term term = term(bound, 2);
                String variable = name();
                bound.add(variable);
                yield new Expression.Bind(variable, term);
            }
            case 4 -> new Expression.Holds(collection(bound));
            case 5 -> new Expression.Not(negatable(bound));
            case 6 -> {
                String each = name();
                Expression test = new Expression.Compare(OPERATORS.get(random.nextInt(OPERATORS.size())), new Term.Variable(each),
                        simple(bound));
                yield new Expression.Every(collection(bound), each, List.of(test));
            }
            default -> test(bound);
        };
    }

    private Expression test(List<String> bound) {
        return random.nextInt(4) == 0
                ? new Expression.Holds(collection(bound))
                : new Expression.Compare(OPERATORS.get(random.nextInt(OPERATORS.size())), term(bound, 1),
                        simple(bound));
    }

    /// What may stand behind `not`. Some operands of comparisons are computed outside of it, so that the body does not hold where they are
    /// undefined (OPA does the same); so there are only such as are always defined.
    private Expression negatable(List<String> bound) {
        return random.nextBoolean()
                ? new Expression.Holds(collection(bound))
                : new Expression.Compare(OPERATORS.get(random.nextInt(OPERATORS.size())), simple(bound), simple(bound));
    }

    private String name() {
        return "v" + names++;
    }

    /// A term that may be followed by a key.
    private Term collection(List<String> bound) {
        String rule = pick(false);
        return rule != null && random.nextBoolean()
                ? new Term.RuleValue(rule)
                : !bound.isEmpty() && random.nextInt(3) == 0
                        ? new Term.Variable(bound.get(random.nextInt(bound.size())))
                        : new Term.Input(
                                WORDS.subList(0, 1 + random.nextInt(2)).stream().map(w -> WORDS.get(random.nextInt(3))).toList());
    }

    private @Nullable String pick(boolean function) {
        List<String> fitting = rules.entrySet().stream().filter(e -> (e.getValue().kind() == Kind.FUNCTION) == function)
                .map(Map.Entry::getKey)
                .toList();
        return fitting.isEmpty() ? null : fitting.get(random.nextInt(fitting.size()));
    }

    private Term simple(List<String> bound) {
        return bound.isEmpty() || random.nextInt(3) == 0
                ? new Term.Constant(scalar())
                : new Term.Variable(bound.get(random.nextInt(bound.size())));
    }

    private Term term(List<String> bound, int depth) {
        if (depth == 0) {
            return simple(bound);
        }
        String function = pick(true);
        return switch (random.nextInt(8)) {
            case 0 -> new Term.List2(term(bound, depth - 1), simple(bound));
            case 1 -> new Term.Plus(simple(bound), simple(bound));
            case 2 -> new Term.Count(collection(bound));
            case 3 -> new Term.Element(collection(bound), simple(bound));
            case 4 -> function == null ? simple(bound) : new Term.Apply(function, simple(bound));
            case 5 -> {
                List<String> inside = new ArrayList<>(bound);
                List<Expression> body = body(inside, 2);
                yield new Term.Collect(simple(inside), body);
            }
            case 6 -> collection(bound);
            default -> simple(bound);
        };
    }
}
