package dev.gatehouse.rego.compile;

import dev.gatehouse.rego.builtin.Builtins;
import dev.gatehouse.rego.syntax.Expr;
import dev.gatehouse.rego.syntax.Module;
import dev.gatehouse.rego.syntax.RegoException;
import dev.gatehouse.rego.syntax.Term;
import dev.gatehouse.rego.syntax.Transformation;
import dev.gatehouse.rego.syntax.Traversal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Runs the stages over a set of modules, and over queries against them.
public final class Compilation {
    private final List<ModuleUnit> modules = new ArrayList<>();
    private final Builtins builtins;
    private final Options options;
    private final Diagnostics diagnostics = new Diagnostics();
    private final RuleTree tree = new RuleTree();
    private final Functions functions;
    private final Names names;
    private final TypeCheck types;

    /// How modules are compiled.
    ///
    /// @param strict whether unused imports, variables and parameters are errors
    /// @param print whether calls of `print` are kept
    /// @param schemas by which types are checked; null without any, and then metadata may name schemas that are not there
    public record Options(boolean strict, boolean print, @Nullable Schemas schemas) {}

    private Compilation(List<ModuleUnit> modules, Set<String> variables, Builtins builtins, Options options) {
        this.modules.addAll(modules);
        this.builtins = builtins;
        this.options = options;
        this.functions = new Functions(tree, builtins);
        this.names = new Names("__local", variables);
        this.types = new TypeCheck(names, builtins);
    }

    /// Writes the compiled modules, for [#load].
    public byte[] save() {
        return PolicyWriter.write(modules);
    }

    /// Reads compiled modules that [#save] wrote in the same release; the rules of a package when they are first needed. The array must not
    /// change. Queries against them are not checked for types.
    ///
    /// @throws IOException when the bytes are damaged, or from another release
    public static Compilation load(byte[] saved, Builtins builtins, Options options) throws IOException {
        Compilation compilation = new Compilation(PolicyReader.read(saved), Set.of(), builtins, options);
        compilation.modules.forEach(compilation.tree::defer);
        return compilation;
    }

    private static Set<String> allVariables(List<ModuleUnit> modules) {
        Set<String> found = new HashSet<>();
        Traversal traversal = new Traversal(
                node -> {
                    if (node instanceof Term.Var v) {
                        found.add(v.name());
                    }
                    return false;
                });
        for (ModuleUnit module : modules) {
            module.forEach(
                    d -> {
                        traversal.head(d.head());
                        traversal.body(d.body());
                    });
        }
        return found;
    }

    /// Compiles modules.
    ///
    /// @throws RegoException with the errors of the first stage that found any
    public static Compilation compile(List<Module> modules, Builtins builtins, Options options)
            throws RegoException {
        List<ModuleUnit> sorted = modules.stream().sorted(Comparator.comparing(Module::name)).map(ModuleUnit::new).toList();
        Compilation compilation = new Compilation(sorted, allVariables(sorted), builtins, options);
        compilation.run();
        return compilation;
    }

    private void forEach(Consumer<Definition> stage) throws RegoException {
        modules.forEach(m -> m.forEach(stage));
        failOnErrors();
    }

    private void failOnErrors() throws RegoException {
        if (!diagnostics.isEmpty()) {
            throw new RegoException(diagnostics.errors());
        }
    }

    private void run() throws RegoException {
        types.declare(DeclaredTypes.ofInput(options.schemas(), diagnostics),
                new DeclaredTypes(options.schemas(), new SchemaAnnotations(modules)));
        failOnErrors();
        ReferenceResolution.resolve(modules, options.strict(), diagnostics);
        failOnErrors();
        HeadReferences.rewrite(modules, names);
        NameChecks.checkOverrides(modules, options.strict(), diagnostics);
        failOnErrors();
        NameChecks.checkImports(modules, options.strict(), diagnostics);
        failOnErrors();
        buildTree();
        new LocalVariableStage(names, options.strict(), diagnostics).rewrite(modules);
        failOnErrors();
        forEach(this::templates);
        CallChecks calls = new CallChecks(functions, names, diagnostics);
        forEach(calls::voidCalls);
        forEach(new PrintCalls(options.print(), names, functions, diagnostics)::definition);
        forEach(new CallExpansion(names)::definition);
        MetadataCalls.AnnotationIndex annotations = new MetadataCalls.AnnotationIndex(modules);
        annotations.check(diagnostics);
        failOnErrors();
        forEach(d -> MetadataCalls.rewrite(d, annotations, names));
        DependencyGraph graph = new DependencyGraph(modules, tree);
        HeadEvaluation heads = new HeadEvaluation(names);
        forEach(heads::comprehensions);
        forEach(heads::references);
        forEach(new WithModifiers(tree, functions, names, diagnostics)::definition);
        new Conflicts(modules, tree, names, diagnostics).check();
        failOnErrors();
        forEach(calls::undefined);
        Safety safety = new Safety(functions, names, diagnostics);
        forEach(safety::head);
        forEach(safety::body);
        Equality equality = new Equality();
        forEach(equality::definition);
        DynamicTerms dynamic = new DynamicTerms(names);
        forEach(d -> d.setBody(dynamic.body(d.body())));
        graph.checkRecursion(tree, diagnostics);
        failOnErrors();
        types.definitions(graph.sorted(), diagnostics);
        failOnErrors();
        for (ModuleUnit module : modules) {
            if (options.strict() || module.module().version().isV1Compatible()) {
                module.forEach(calls::deprecated);
            }
        }
        failOnErrors();
    }

    private void buildTree() {
        for (ModuleUnit module : modules) {
            tree.add(module.packagePath().parts(), null);
            module.definitions().forEach(d -> tree.add(d.groundPath(), d));
        }
    }

    private void templates(Definition definition) {
        TemplateStrings.rewrite(
                definition, names, functions, functions::isAlwaysDefined, this::isRelation, diagnostics);
    }

    private boolean isRelation(String name) {
        var builtin = functions.builtin(name);
        return builtin != null && builtin.isRelation();
    }

    /// The user's word for a variable that has a name of the compiler's.
    public String originalName(String name) {
        return names.original(name);
    }

    /// The modules in the order of their names.
    public List<ModuleUnit> modules() {
        return modules;
    }

    public RuleTree tree() {
        return tree;
    }

    public Builtins builtins() {
        return builtins;
    }

    /// A compiled query.
    ///
    /// @param body the ordered body
    /// @param variables the user's variables by the names that they have in the body
    public record Query(List<Expr> body, java.util.Map<String, String> variables) {}

    /// Compiles a query against the modules.
    ///
    /// @throws RegoException with the errors of the first stage that found any
    public Query query(List<Expr> parsed) throws RegoException {
        Diagnostics found = new Diagnostics();
        Set<String> taken = new HashSet<>(Variables.ofBody(Set.of(), parsed));
        Names own = new Names("__localq", taken);
        List<Expr> body = ReferenceResolution.resolveQuery(parsed);
        DeclaredStack stack = new DeclaredStack(own);
        body = new LocalVariables(own, stack, options.strict(), found).scopedBody(body, Set.of());
        fail(found);
        java.util.Map<String, String> variables = new java.util.LinkedHashMap<>();
        stack.peek().renamed.forEach((name, renamed) -> variables.put(renamed, name));
        TemplateStrings templates = new TemplateStrings(
                own,
                functions,
                functions::isAlwaysDefined,
                this::isRelation,
                found,
                new HashSet<>(Variables.RESERVED));
        body = templates.scopedBody(body);
        fail(found);
        CallChecks calls = new CallChecks(functions, own, found);
        calls.voidCalls(body);
        fail(found);
        body = new PrintCalls(options.print(), own, functions, found).query(body);
        fail(found);
        body = new CallExpansion(own).body(body);
        body = new HeadEvaluation(own).body(body);
        body = new WithModifiers(tree, functions, own, found).body(body);
        fail(found);
        calls.undefined(body);
        fail(found);
        body = new Safety(functions, own, found).body(body, Variables.RESERVED);
        fail(found);
        body = new Equality().body(body);
        body = new DynamicTerms(own).body(body);
        types.forQuery(own).query(body, found);
        fail(found);
        return new Query(body, variables);
    }

    private static void fail(Diagnostics found) throws RegoException {
        if (!found.isEmpty()) {
            throw new RegoException(found.errors());
        }
    }

    /// `==` between bound terms is `=`.
    private static final class Equality extends Transformation {
        void definition(Definition definition) {
            definition.setHead(head(definition.head()));
            definition.setBody(body(definition.body()));
        }

        @Override
        public Expr expr(Expr before) {
            Expr expr = super.expr(before);
            return expr.clause() instanceof Expr.Clause.Call call
                    && call.arguments().size() == 2
                    && call.name().equals("equal")
                            ? expr.withClause(
                                    new Expr.Clause.Call(
                                            Bodies.operator(call.operator().location(), "eq"), call.arguments()))
                            : expr;
        }
    }
}
