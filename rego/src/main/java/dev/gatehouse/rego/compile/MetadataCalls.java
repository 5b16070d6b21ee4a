package dev.gatehouse.rego.compile;

import dev.gatehouse.rego.syntax.Annotations;
import dev.gatehouse.rego.syntax.Expr;
import dev.gatehouse.rego.syntax.Location;
import dev.gatehouse.rego.syntax.Term;
import dev.gatehouse.rego.syntax.Transformation;
import dev.gatehouse.rego.syntax.Traversal;
import dev.gatehouse.rego.value.ArrayValue;
import dev.gatehouse.rego.value.ObjectValue;
import dev.gatehouse.rego.value.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Answers `rego.metadata.rule()` and `rego.metadata.chain()` while compiling: the metadata becomes a constant
/// in front of the body, and each call a reading of it.
final class MetadataCalls extends Transformation {
    private static final String RULE = "rego.metadata.rule";
    private static final String CHAIN = "rego.metadata.chain";

    private final @Nullable Term rule;
    private final @Nullable Term chain;

    private MetadataCalls(@Nullable Term rule, @Nullable Term chain) {
        this.rule = rule;
        this.chain = chain;
    }

    static void rewrite(Definition definition, AnnotationIndex index, Names names) {
        Location ruleCall = firstCall(definition, RULE);
        Location chainCall = firstCall(definition, CHAIN);
        if (ruleCall == null && chainCall == null) {
            return;
        }
        List<Expr> body = new ArrayList<>();
        Term chain = chainCall == null ? null : constant(index.chain(definition), chainCall, names, body);
        Term rule = ruleCall == null ? null : constant(index.rule(definition), ruleCall, names, body);
        MetadataCalls calls = new MetadataCalls(rule, chain);
        definition.setHead(calls.head(definition.head()));
        definition.setBody(Bodies.append(body, calls.body(definition.body())));
    }

    private static Term constant(Value value, Location place, Names names, List<Expr> body) {
        Expr capture = names.capture(new Term.Scalar(place, value));
        body.add(capture);
        return Names.captured(capture);
    }

    private static @Nullable Location firstCall(Definition definition, String name) {
        Location[] found = new Location[1];
        Traversal traversal = new Traversal(
                node -> {
                    if (found[0] == null && node instanceof Expr expr && expr.isCallOf(name)) {
                        found[0] = expr.location();
                    }
                    return found[0] != null;
                });
        traversal.head(definition.head());
        traversal.body(definition.body());
        return found[0];
    }

    @Override
    public Expr expr(Expr expr) {
        Term constant = expr.isCallOf(CHAIN) ? chain : expr.isCallOf(RULE) ? rule : null;
        if (constant == null) {
            return super.expr(expr);
        }
        List<Term> arguments = ((Expr.Clause.Call) expr.clause()).arguments();
        Expr replaced = arguments.isEmpty()
                ? Expr.of(expr.location(), new Expr.Clause.Value(constant))
                : Bodies.equation(expr.location(), arguments.getFirst(), constant);
        return replaced.asGenerated();
    }

    /// What the modules' metadata says about each rule.
    static final class AnnotationIndex {
        private final List<ModuleUnit> modules;

        AnnotationIndex(List<ModuleUnit> modules) {
            this.modules = modules;
        }

        /// Reports metadata that is declared twice.
        void check(Diagnostics diagnostics) {
            java.util.Map<String, Annotations> seen = new java.util.HashMap<>();
            for (ModuleUnit module : modules) {
                for (Annotations a : module.module().annotations()) {
                    String key = switch (a.scope()) {
                        case RULE -> null;
                        case PACKAGE -> "package " + module.packagePath();
                        case SUBPACKAGES -> "path " + module.packagePath();
                        case DOCUMENT -> "path " + pathOf(module, a);
                    };
                    Annotations before = key == null ? null : seen.putIfAbsent(key, a);
                    if (before != null) {
                        diagnostics.type(
                                a.location(),
                                a.scope().id() + " annotation redeclared: " + before.location());
                    }
                }
            }
        }

        private static String pathOf(ModuleUnit module, Annotations annotations) {
            for (Definition definition : module.definitions()) {
                if (definition.location().offset() == annotations.target().offset()) {
                    return new Term.Ref(definition.location(), definition.groundPath()).toString();
                }
            }
            return "";
        }

        private static boolean isFor(Annotations annotations, Definition definition) {
            return annotations.target().offset() == definition.location().offset();
        }

        private List<Annotations> ruleScope(Definition definition) {
            List<Annotations> found = new ArrayList<>();
            for (Annotations a : definition.module().module().annotations().reversed()) {
                if (a.scope() == Annotations.Scope.RULE && isFor(a, definition)) {
                    found.add(a);
                }
            }
            return found;
        }

        /// The rule's own metadata, an empty object without any.
        Value rule(Definition definition) {
            List<Annotations> own = ruleScope(definition);
            return own.isEmpty() ? ObjectValue.EMPTY : AnnotationValues.of(own.getFirst());
        }

        /// The metadata of the rule, its document, its package and the packages above.
        Value chain(Definition definition) {
            ArrayValue.Builder links = ArrayValue.builder();
            List<Term> path = definition.groundPath();
            List<Annotations> own = ruleScope(definition);
            if (own.isEmpty()) {
                links.add(link(path, null));
            }
            own.forEach(a -> links.add(link(path, a)));
            String document = new Term.Ref(definition.location(), path).toString();
            String packagePath = definition.module().packagePath().toString();
            for (ModuleUnit module : modules) {
                for (Annotations a : module.module().annotations()) {
                    if (a.scope() == Annotations.Scope.DOCUMENT && pathOf(module, a).equals(document)) {
                        links.add(link(path, a));
                    }
                }
            }
            List<Term> packageParts = definition.module().packagePath().parts();
            for (ModuleUnit module : modules) {
                for (Annotations a : module.module().annotations()) {
                    if (a.scope() == Annotations.Scope.PACKAGE
                            && module.packagePath().toString().equals(packagePath)) {
                        links.add(link(packageParts, a));
                    }
                }
            }
            for (int size = packageParts.size(); size > 0; size--) {
                List<Term> ancestor = packageParts.subList(0, size);
                String name = new Term.Ref(definition.location(), ancestor).toString();
                for (ModuleUnit module : modules) {
                    for (Annotations a : module.module().annotations()) {
                        if (a.scope() == Annotations.Scope.SUBPACKAGES
                                && module.packagePath().toString().equals(name)) {
                            links.add(link(ancestor, a));
                        }
                    }
                }
            }
            return links.build();
        }

        private static Value link(List<Term> path, @Nullable Annotations annotations) {
            ObjectValue.Builder link = ObjectValue.builder();
            link.put("path", AnnotationValues.path(path.subList(1, path.size())));
            if (annotations != null) {
                link.put("annotations", AnnotationValues.of(annotations));
            }
            return link.build();
        }
    }
}
