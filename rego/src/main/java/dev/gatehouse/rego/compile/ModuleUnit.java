package dev.gatehouse.rego.compile;

import dev.gatehouse.rego.syntax.Module;
import dev.gatehouse.rego.syntax.Rule;
import dev.gatehouse.rego.syntax.Term;
import dev.gatehouse.rego.value.StringValue;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A module on its way through the stages.
public final class ModuleUnit {
    private final Module module;
    private final Supplier<List<Rule>> rules;
    private volatile @Nullable List<Definition> definitions;

    private ModuleUnit(Module module, Supplier<List<Rule>> rules) {
        this.module = module;
        this.rules = rules;
    }

    ModuleUnit(Module module) {
        this(module, module::rules);
    }

    /// A module whose rules are read when they are first asked for.
    static ModuleUnit deferred(Module head, Supplier<List<Rule>> rules) {
        return new ModuleUnit(head, rules);
    }

    private List<Definition> define() {
        List<Definition> defined = new ArrayList<>();
        for (Rule rule : rules.get()) {
            List<Rule> chain = new ArrayList<>();
            for (Rule r = rule; r != null; r = r.otherwise()) {
                chain.add(r);
            }
            Definition next = null;
            for (Rule r : chain.reversed()) {
                next = new Definition(this, r, next);
            }
            if (next != null) {
                defined.add(next);
            }
        }
        return defined;
    }

    public Module module() {
        return module;
    }

    public String name() {
        return module.name();
    }

    Term.Ref packagePath() {
        return module.packageDeclaration().path();
    }

    /// The rules, without their `else` branches.
    public List<Definition> definitions() {
        List<Definition> known = definitions;
        if (known == null) {
            synchronized (this) {
                known = definitions;
                if (known == null) {
                    known = define();
                    definitions = known;
                }
            }
        }
        return known;
    }

    /// Visits every rule and every `else`.
    void forEach(Consumer<Definition> visitor) {
        for (Definition definition : definitions()) {
            for (Definition d = definition; d != null; d = d.otherwise()) {
                visitor.accept(d);
            }
        }
    }

    /// A name as the step of a path.
    static Term string(Term name) {
        return name instanceof Term.Var v
                ? new Term.Scalar(v.location(), StringValue.of(v.name()))
                : name;
    }
}
