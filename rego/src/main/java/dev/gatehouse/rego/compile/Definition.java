package dev.gatehouse.rego.compile;

import dev.gatehouse.rego.syntax.Expr;
import dev.gatehouse.rego.syntax.Location;
import dev.gatehouse.rego.syntax.Rule;
import dev.gatehouse.rego.syntax.Term;
import dev.gatehouse.rego.syntax.Terms;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One rule, or one `else` of a rule, on its way through the stages, which replace its head and body.
public final class Definition {
    private final ModuleUnit module;
    private final Rule source;
    private final @Nullable Definition otherwise;
    private Rule.Head head;
    private List<Expr> body;

    Definition(ModuleUnit module, Rule source, @Nullable Definition otherwise) {
        this.module = module;
        this.source = source;
        this.otherwise = otherwise;
        this.head = source.head();
        this.body = source.body();
    }

    public ModuleUnit module() {
        return module;
    }

    /// The rule as it was parsed.
    public Rule source() {
        return source;
    }

    public Location location() {
        return source.location();
    }

    public boolean isDefault() {
        return source.isDefault();
    }

    /// The next `else`.
    public @Nullable Definition otherwise() {
        return otherwise;
    }

    public Rule.Head head() {
        return head;
    }

    public List<Expr> body() {
        return body;
    }

    void setHead(Rule.Head head) {
        this.head = head;
    }

    void setBody(List<Expr> body) {
        this.body = List.copyOf(body);
    }

    /// Adds expressions at the end. A body that only says `true` gives way.
    void append(List<Expr> more) {
        body = Bodies.append(body, more);
    }

    /// The name with the package before it; may end in variables.
    public Term.Ref path() {
        List<Term> parts = new ArrayList<>(module.packagePath().parts());
        List<Term> steps = head.reference().parts();
        parts.add(ModuleUnit.string(steps.getFirst()));
        parts.addAll(steps.subList(1, steps.size()));
        return new Term.Ref(head.reference().location(), parts);
    }

    /// The part of [#path()] before the first variable.
    public List<Term> groundPath() {
        List<Term> parts = path().parts();
        for (int i = 1; i < parts.size(); i++) {
            if (!Terms.isGround(parts.get(i)) || parts.get(i) instanceof Term.Ref) {
                return parts.subList(0, i);
            }
        }
        return parts;
    }

    /// Whether the whole of [#path()] is known before evaluation.
    public boolean hasGroundPath() {
        return groundPath().size() == path().parts().size();
    }

    /// Whether the rule gives one value, and so is neither a set nor an object in parts.
    public boolean isComplete() {
        return !head.isMultiValue() && hasGroundPath();
    }

    @Override
    public String toString() {
        return path().toString();
    }
}
