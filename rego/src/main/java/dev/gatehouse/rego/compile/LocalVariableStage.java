package dev.gatehouse.rego.compile;

import dev.gatehouse.rego.compile.DeclaredStack.Occurrence;
import dev.gatehouse.rego.syntax.Expr;
import dev.gatehouse.rego.syntax.Rule;
import dev.gatehouse.rego.syntax.Term;
import dev.gatehouse.rego.syntax.Transformation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Applies [LocalVariables] to rules: parameters first, then each branch's body and head.
final class LocalVariableStage {
    private final Names names;
    private final boolean strict;
    private final Diagnostics diagnostics;

    LocalVariableStage(Names names, boolean strict, Diagnostics diagnostics) {
        this.names = names;
        this.strict = strict;
        this.diagnostics = diagnostics;
    }

    void rewrite(List<ModuleUnit> modules) {
        for (ModuleUnit module : modules) {
            module.definitions().forEach(this::rule);
        }
    }

    private void rule(Definition rule) {
        DeclaredStack parameters = new DeclaredStack(names);
        Set<String> unused = new HashSet<>();
        if (strict) {
            rule.head().arguments().forEach(a -> unused.addAll(Variables.all(a)));
        }
        List<Term> arguments = new ArrayList<>();
        rule.head().arguments().forEach(a -> arguments.add(parameter(a, parameters)));
        rule.setHead(rule.head().withArguments(arguments));
        for (Definition d = rule; d != null; d = d.otherwise()) {
            DeclaredStack stack = branch(d, parameters, unused);
            unused.removeIf(name -> stack.count(name) > 1);
        }
        for (String name : unused) {
            if (!name.startsWith("$")) {
                diagnostics.compile(
                        rule.head().location(),
                        "unused argument " + name + ". (hint: use _ (wildcard variable) instead)");
            }
        }
    }

    private Term parameter(Term term, DeclaredStack stack) {
        switch (term) {
            case Term.Var v -> {
                String renamed = stack.declared(v.name());
                if (renamed != null) {
                    stack.seen(v.name());
                    return new Term.Var(v.location(), renamed);
                }
                Term.Var fresh = names.fresh(v.location());
                stack.insert(v.name(), fresh.name(), Occurrence.PARAMETER);
                return fresh;
            }
            case Term.Array array -> {
                List<Term> items = new ArrayList<>();
                array.items().forEach(i -> items.add(parameter(i, stack)));
                return new Term.Array(array.location(), items);
            }
            case Term.ObjectLiteral object -> {
                List<Term.Entry> entries = new ArrayList<>();
                for (Term.Entry entry : object.entries()) {
                    entries.add(new Term.Entry(entry.key(), parameter(entry.value(), stack)));
                }
                return new Term.ObjectLiteral(object.location(), entries);
            }
            case Term.Ref ref -> {
                List<Term> parts = new ArrayList<>();
                ref.parts().forEach(p -> parts.add(parameter(p, stack)));
                return new Term.Ref(ref.location(), parts);
            }
            case Term.Call call -> {
                diagnostics.compile(call.location(), "rule arguments cannot contain calls");
                return call;
            }
            default -> {
                return term;
            }
        }
    }

    private DeclaredStack branch(
            Definition definition, DeclaredStack parameters, Set<String> unusedParameters) {
        Rule.Head head = definition.head();
        boolean mayHaveVariables = !Variables.ofHead(head).isEmpty();
        Set<String> used = new HashSet<>();
        if (mayHaveVariables) {
            head = new NestedScopes().head(head);
            List<Term> steps = head.reference().parts();
            steps.subList(1, steps.size()).forEach(s -> used.addAll(Variables.all(s)));
            if (head.key() != null) {
                used.addAll(Variables.all(head.key()));
            }
            if (head.value() != null) {
                Set<String> inValue = Variables.all(head.value());
                used.addAll(inValue);
                unusedParameters.removeAll(inValue);
            }
        }
        DeclaredStack stack = parameters.copy();
        LocalVariables variables = new LocalVariables(names, stack, strict, diagnostics);
        List<Expr> body = variables.scopedBody(definition.body(), used);
        definition.setBody(body);
        definition.setHead(
                mayHaveVariables ? new Renaming(stack.peek().renamed).head(head) : head);
        return stack;
    }

    /// Comprehensions in a head are scopes of their own, rewritten before the body.
    private final class NestedScopes extends Transformation {
        @Override
        public Term term(Term term) {
            return switch (term) {
                case Term.Comprehension c ->
                    new LocalVariables(names, new DeclaredStack(names), strict, diagnostics).term(c);
                case Term.TemplateString t ->
                    new LocalVariables(names, new DeclaredStack(names), strict, diagnostics).term(t);
                case Term.Var v -> v;
                default -> super.term(term);
            };
        }
    }

    private static final class Renaming extends Transformation {
        private final Map<String, String> renamed;

        Renaming(Map<String, String> renamed) {
            this.renamed = renamed;
        }

        @Override
        public Term term(Term term) {
            if (term instanceof Term.Var v) {
                String name = renamed.get(v.name());
                return name == null || name.equals(v.name()) ? v : new Term.Var(v.location(), name);
            }
            return super.term(term);
        }
    }
}
