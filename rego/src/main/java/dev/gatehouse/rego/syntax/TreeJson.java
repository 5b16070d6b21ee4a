package dev.gatehouse.rego.syntax;

import dev.gatehouse.rego.value.ArrayValue;
import dev.gatehouse.rego.value.BooleanValue;
import dev.gatehouse.rego.value.NullValue;
import dev.gatehouse.rego.value.NumberValue;
import dev.gatehouse.rego.value.ObjectValue;
import dev.gatehouse.rego.value.StringValue;
import dev.gatehouse.rego.value.Value;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;

/// Writes modules in the JSON of OPA's syntax tree, without places.
public final class TreeJson {
    private static final StringValue TYPE = StringValue.of("type");
    private static final StringValue VALUE = StringValue.of("value");
    /// The order of terms of different types.
    private static final List<String> ORDER = List.of("null", "boolean", "number", "string", "templatestring", "var", "ref", "array",
            "object", "set", "arraycomprehension", "objectcomprehension", "setcomprehension", "call");

    private TreeJson() {}

    /// The tree of a module.
    public static ObjectValue write(Module module) {
        var tree = ObjectValue.builder();
        tree.put("package", ObjectValue.of(StringValue.of("path"), terms(module.packageDeclaration().path().parts())));
        put(tree, "imports", module.imports().stream().map(TreeJson::write).toList());
        put(tree, "rules", module.rules().stream().map(TreeJson::write).toList());
        put(tree, "comments", module.comments().stream().map(TreeJson::write).toList());
        return tree.build();
    }

    private static void put(ObjectValue.Builder tree, String name, List<? extends Value> elements) {
        if (!elements.isEmpty()) {
            tree.put(name, ArrayValue.of(elements));
        }
    }

    private static Value write(Module.Import imported) {
        var tree = ObjectValue.builder().put("path", write(imported.path()));
        if (imported.alias() != null) {
            tree.put("alias", StringValue.of(imported.alias()));
        }
        return tree.build();
    }

    private static Value write(Comment comment) {
        Location location = comment.location();
        ObjectValue place = ObjectValue.builder().put("file", StringValue.of(location.file()))
                .put("row", NumberValue.of(location.row())).put("col", NumberValue.of(location.column())).build();
        String text = Base64.getEncoder().encodeToString(comment.text().getBytes(StandardCharsets.UTF_8));
        return ObjectValue.builder().put("Location", place).put("Text", StringValue.of(text)).build();
    }

    private static Value write(Rule rule) {
        var tree = ObjectValue.builder().put("head", write(rule.head())).put("body", body(rule.body()));
        if (rule.isDefault()) {
            tree.put("default", BooleanValue.TRUE);
        }
        if (rule.otherwise() != null) {
            tree.put("else", write(rule.otherwise()));
        }
        return tree.build();
    }

    private static Value write(Rule.Head head) {
        List<Term> parts = head.reference().parts();
        var tree = ObjectValue.builder().put("ref", terms(parts));
        // OPA names the old forms of a head besides its reference: `p`, `p[key]` and `p[key] := value`.
        boolean pair = parts.size() == 2 && head.value() != null;
        boolean conditional = head.keywords().contains(Rule.Keyword.IF);
        boolean named = parts.size() == 1 || (pair && (conditional ? !head.generatedValue() : !head.isFunction()));
        boolean keyed = pair && !head.isFunction() && (!conditional || !(parts.getLast() instanceof Term.Scalar));
        if (named && parts.getFirst() instanceof Term.Var name) {
            tree.put("name", StringValue.of(name.name()));
        }
        if (head.key() != null) {
            tree.put("key", write(head.key()));
        } else if (keyed) {
            tree.put("key", write(parts.getLast()));
        }
        put(tree, "args", head.arguments().stream().map(TreeJson::write).toList());
        if (head.value() != null) {
            tree.put("value", write(head.value()));
        }
        if (head.assigned()) {
            tree.put("assign", BooleanValue.TRUE);
        }
        return tree.build();
    }

    private static Value body(List<Expr> body) {
        List<Value> expressions = new ArrayList<>();
        for (Expr expr : body) {
            expressions.add(write(expr, expressions.size()));
        }
        return ArrayValue.of(expressions);
    }

    private static Value write(Expr expr, int index) {
        var tree = ObjectValue.builder().put("index", NumberValue.of(index));
        tree.put("terms", switch (expr.clause()) {
            case Expr.Clause.Value(Term term) -> write(term);
            case Expr.Clause.Call(Term.Ref operator, List<Term> arguments) -> call(operator, arguments);
            case Expr.Clause.Some(Location _, List<Term> symbols) -> ObjectValue.of(StringValue.of("symbols"), terms(symbols));
            case Expr.Clause.Every every -> {
                var quantified = ObjectValue.builder().put("key", every.key() == null ? NullValue.NULL : write(every.key()))
                        .put("value", write(every.value())).put("domain", write(every.domain())).put("body", body(every.body()));
                yield quantified.build();
            }
        });
        if (expr.negated()) {
            tree.put("negated", BooleanValue.TRUE);
        }
        if (expr.generated()) {
            tree.put("generated", BooleanValue.TRUE);
        }
        put(tree, "with", expr.with().stream().map(with -> ObjectValue.builder().put("target", write(with.target()))
                .put("value", write(with.value())).build()).toList());
        return tree.build();
    }

    private static ArrayValue call(Term.Ref operator, List<Term> arguments) {
        List<Value> all = new ArrayList<>(List.of(write(operator)));
        arguments.forEach(argument -> all.add(write(argument)));
        return ArrayValue.of(all);
    }

    private static ArrayValue terms(List<? extends Term> terms) {
        return ArrayValue.of(terms.stream().map(TreeJson::write).toList());
    }

    /// Elements in OPA's order of terms, each once.
    private static ArrayValue sorted(List<Value> elements) {
        var distinct = new TreeMap<Value, Value>(TreeJson::compare);
        elements.forEach(element -> distinct.put(element, element));
        return ArrayValue.of(distinct.values());
    }

    private static int compare(Value left, Value right) {
        if (left instanceof ArrayValue one && right instanceof ArrayValue other) {
            for (int index = 0; index < Math.min(one.size(), other.size()); index++) {
                int order = compare(one.get(index), other.get(index));
                if (order != 0) {
                    return order;
                }
            }
            return Integer.compare(one.size(), other.size());
        }
        if (left.get(TYPE) instanceof StringValue one && right.get(TYPE) instanceof StringValue other) {
            int order = Integer.compare(ORDER.indexOf(one.text()), ORDER.indexOf(other.text()));
            return order == 0 ? compare(Objects.requireNonNull(left.get(VALUE)), Objects.requireNonNull(right.get(VALUE))) : order;
        }
        return left.compareTo(right);
    }

    private static Value typed(String type, Value value) {
        return ObjectValue.builder().put("type", StringValue.of(type)).put("value", value).build();
    }

    private static Value write(Term term) {
        return switch (term) {
            case Term.Scalar(Location _, Value value) -> typed(value.kind().typeName(), value == NullValue.NULL ? ObjectValue.EMPTY : value);
            case Term.Var(Location _, String name) -> typed("var", StringValue.of(name));
            case Term.Ref(Location _, List<Term> parts) -> typed("ref", terms(parts));
            case Term.Array(Location _, List<Term> items) -> typed("array", terms(items));
            case Term.SetLiteral(Location _, List<Term> items) -> typed("set", sorted(items.stream().map(TreeJson::write).toList()));
            case Term.ObjectLiteral(Location _, List<Term.Entry> entries) -> typed("object",
                    sorted(entries.stream().map(entry -> (Value) ArrayValue.of(write(entry.key()), write(entry.value()))).toList()));
            case Term.Call(Location _, Term.Ref operator, List<Term> arguments) -> typed("call", call(operator, arguments));
            case Term.Comprehension comprehension -> comprehension(comprehension);
            case Term.TemplateString(Location _, boolean multiline, List<Term.TemplatePart> parts) -> typed("templatestring",
                    ObjectValue.builder().put("multi_line", BooleanValue.of(multiline))
                            .put("parts", parts.isEmpty() ? NullValue.NULL : ArrayValue.of(parts.stream().map(TreeJson::write).toList()))
                            .build());
        };
    }

    private static Value write(Term.TemplatePart part) {
        return switch (part) {
            case Term.TemplatePart.Fixed(Term.Scalar scalar, boolean _) -> write(scalar);
            case Term.TemplatePart.Computed(Expr expr) -> write(expr, 0);
        };
    }

    private static Value comprehension(Term.Comprehension comprehension) {
        var tree = ObjectValue.builder().put("body", body(comprehension.body()));
        String type = switch (comprehension.kind()) {
            case ARRAY -> "arraycomprehension";
            case SET -> "setcomprehension";
            case OBJECT -> "objectcomprehension";
        };
        if (comprehension.kind() == Term.Comprehension.Kind.OBJECT && comprehension.key() != null) {
            tree.put("key", write(comprehension.key())).put("value", write(comprehension.value()));
        } else {
            tree.put("term", write(comprehension.value()));
        }
        return typed(type, tree.build());
    }
}
