package dev.gatehouse.rego.syntax;

import dev.gatehouse.rego.value.StringValue;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Parses modules and queries.
///
/// A parser is used once. Input of any kind ends in a tree or in located errors, in time and stack that the
/// text's length bounds.
public final class ModuleParser {
    private final String file;
    private final String text;
    private final RegoVersion version;
    private final Lexer lexer;
    private final ParserState state;
    private final BodyParser bodies;
    private final List<Statement> statements = new ArrayList<>();

    private sealed interface Statement {
        Location location();

        record PackageStatement(Location location, Module.Package declaration) implements Statement {}

        record ImportStatement(Location location, Module.Import declaration) implements Statement {}

        record RuleStatement(Location location, Rule rule) implements Statement {}

        record BodyStatement(Location location, List<Expr> body) implements Statement {}
    }

    private ModuleParser(String file, String text, RegoVersion version) {
        this.file = file;
        this.text = text;
        this.version = version;
        this.lexer = new Lexer(file, text);
        this.state = new ParserState(lexer.tokens(), version == RegoVersion.V1);
        this.bodies = new BodyParser(state);
    }

    /// Parses a module.
    ///
    /// @param file the name under which errors speak of it
    /// @param version [RegoVersion#V0] or [RegoVersion#V1]
    /// @throws RegoException when it is none; the errors are those that OPA reports
    public static Module parse(String file, String text, RegoVersion version) throws RegoException {
        return new ModuleParser(file, text, version).module();
    }

    /// Parses a query: expressions separated by line ends or semicolons.
    ///
    /// @throws RegoException when it is none
    public static List<Expr> parseQuery(String text, RegoVersion version) throws RegoException {
        ModuleParser parser = new ModuleParser("", text, version);
        List<Expr> body = new ArrayList<>();
        while (!parser.state.at(TokenKind.EOF) && !parser.state.hasErrors()) {
            List<Expr> part = parser.bodies.query(true, TokenKind.EOF);
            if (part == null) {
                break;
            }
            body.addAll(part);
        }
        parser.failOnErrors();
        if (body.isEmpty()) {
            throw new RegoException(
                    List.of(new RegoError(RegoError.Code.PARSE, Location.of(""), "empty query")));
        }
        return body;
    }

    private void failOnErrors() throws RegoException {
        if (state.hasErrors()) {
            throw new RegoException(state.errors());
        }
    }

    private Module module() throws RegoException {
        while (!state.at(TokenKind.EOF) && statement()) {
            continue;
        }
        MetadataParser metadata = new MetadataParser(lexer.comments());
        List<MetadataParser.Block> blocks = metadata.blocks();
        metadata.errors().forEach(e -> state.error(e.location(), e.message()));
        failOnErrors();
        return assemble(blocks);
    }

    /// Reads one statement; answers whether there was one.
    private boolean statement() {
        ParserState.Mark mark = state.mark();
        Module.Package declaration = packageDeclaration();
        if (declaration != null) {
            statements.add(new Statement.PackageStatement(declaration.location(), declaration));
            return true;
        }
        if (state.hasErrors()) {
            return false;
        }
        state.restore(mark);
        Module.Import imported = importDeclaration();
        if (imported != null) {
            enableKeywords(imported);
            statements.add(new Statement.ImportStatement(imported.location(), imported));
            return true;
        }
        if (state.hasErrors()) {
            return false;
        }
        state.restore(mark);
        List<Rule> rules = new RuleParser(state, bodies).rules();
        if (rules != null) {
            rules.forEach(r -> statements.add(new Statement.RuleStatement(r.location(), r)));
            return true;
        }
        if (state.hasErrors()) {
            return false;
        }
        state.restore(mark);
        Location place = state.location();
        List<Expr> body = bodies.query(true, TokenKind.EOF);
        if (body == null) {
            return false;
        }
        statements.add(new Statement.BodyStatement(place, body));
        return true;
    }

    private Module.@Nullable Package packageDeclaration() {
        if (!state.at(TokenKind.PACKAGE)) {
            return null;
        }
        Location place = state.location();
        Term term = path();
        if (term == null) {
            return null;
        }
        Term.Ref path = packagePath(term);
        return path == null ? null : new Module.Package(place, path);
    }

    /// Goes past a keyword and reads the path after it; null without an error when the keyword was the head of
    /// a reference.
    private @Nullable Term path() {
        if (state.referenceFollows()) {
            return null;
        }
        state.scan();
        if (!state.identifierOrKeyword()) {
            state.illegal(null);
            return null;
        }
        Term term = bodies.terms().term();
        if (term == null && !state.hasErrors()) {
            state.error(state.location(), "expected path");
        }
        return term;
    }

    private Term.@Nullable Ref packagePath(Term term) {
        List<Term> parts = new ArrayList<>();
        switch (term) {
            case Term.Var v -> {
                parts.add(new Term.Var(v.location(), "data"));
                parts.add(new Term.Scalar(v.location(), StringValue.of(v.name())));
            }
            case Term.Ref ref -> {
                Term head = ref.head();
                if (!(head instanceof Term.Var first)) {
                    unexpected(head, "var");
                    return null;
                }
                parts.add(new Term.Var(first.location(), "data"));
                parts.add(new Term.Scalar(first.location(), StringValue.of(first.name())));
                for (Term step : ref.parts().subList(1, ref.parts().size())) {
                    if (!isString(step)) {
                        unexpected(step, "string");
                        return null;
                    }
                    parts.add(step);
                }
            }
            default -> {
                state.illegal(null);
                return null;
            }
        }
        return new Term.Ref(term.location(), parts);
    }

    private void unexpected(Term term, String wanted) {
        state.error(
                term.location(), "unexpected " + Terms.kind(term) + " token: expecting " + wanted);
    }

    private static boolean isString(Term term) {
        return term instanceof Term.Scalar s && s.value() instanceof StringValue;
    }

    private Module.@Nullable Import importDeclaration() {
        if (!state.at(TokenKind.IMPORT)) {
            return null;
        }
        Location place = state.location();
        Set<TokenKind> keywords = state.withoutFutureKeywords();
        Term term;
        try {
            term = path();
        } finally {
            state.restoreFutureKeywords(keywords);
        }
        Term.Ref path = term == null ? null : importPath(term);
        if (path == null) {
            return null;
        }
        String alias = null;
        if (state.at(TokenKind.AS)) {
            state.scan();
            if (!state.at(TokenKind.IDENT)) {
                state.illegal("expected var");
                return null;
            }
            if (!(bodies.terms().term() instanceof Term.Var v)) {
                state.illegal("expected var");
                return null;
            }
            alias = v.name();
        } else {
            checkLastWord(path);
        }
        return new Module.Import(place.until(state.lastEnd()), path, alias);
    }

    private Term.@Nullable Ref importPath(Term term) {
        Term.Ref path;
        switch (term) {
            case Term.Var v -> path = new Term.Ref(v.location(), List.of(v));
            case Term.Ref ref -> path = ref;
            default -> {
                state.error(state.location(), "expected path");
                return null;
            }
        }
        for (Term step : path.parts().subList(1, path.parts().size())) {
            if (!isString(step)) {
                unexpected(step, "string");
                return null;
            }
        }
        if (!(path.head() instanceof Term.Var v)
                || !Set.of("data", "input", "future", "rego").contains(v.name())) {
            state.error(
                    path.location(),
                    "unexpected import path, must begin with one of: {data, future, input, rego}, got: "
                            + path.head());
            return null;
        }
        return path;
    }

    private void checkLastWord(Term.Ref path) {
        Term last = path.parts().getLast();
        String word = switch (last) {
            case Term.Var v -> v.name();
            case Term.Scalar s when s.value() instanceof StringValue t && !isHead(path, "future") ->
                t.text();
            default -> "";
        };
        if (Keywords.isKeyword(word, version)) {
            state.error(
                    last.location(), "unexpected import path, must not end with a keyword, got: " + word);
        }
    }

    private static boolean isHead(Term.Ref path, String name) {
        return path.head() instanceof Term.Var v && v.name().equals(name);
    }

    private static boolean isStep(Term.Ref path, int index, String word) {
        return path.parts().size() > index
                && path.parts().get(index) instanceof Term.Scalar s
                && s.value() instanceof StringValue t
                && t.text().equals(word);
    }

    /// Imports below `future` and `rego` change what the rest of the module may say.
    private void enableKeywords(Module.Import imported) {
        Term.Ref path = imported.path();
        if (isHead(path, "rego")) {
            enableVersion1(imported);
        } else if (isHead(path, "future")) {
            enableFuture(imported);
        }
    }

    private void enableVersion1(Module.Import imported) {
        Term.Ref path = imported.path();
        if (path.parts().size() != 2 || !isStep(path, 1, "v1")) {
            state.error(path.location(), "invalid import `" + path + "`, must be `rego.v1`");
        } else if (version == RegoVersion.V0) {
            if (imported.alias() != null) {
                state.error(path.location(), "`rego` imports cannot be aliased");
            } else {
                state.enable(ParserState.futureKeywords());
            }
        }
    }

    private void enableFuture(Module.Import imported) {
        Term.Ref path = imported.path();
        if (!isStep(path, 1, "keywords")) {
            state.error(path.location(), "invalid import, must be `future.keywords`");
            return;
        }
        if (imported.alias() != null) {
            state.error(path.location(), "`future` imports cannot be aliased");
            return;
        }
        Set<TokenKind> chosen = EnumSet.copyOf(ParserState.futureKeywords());
        if (path.parts().size() == 3) {
            chosen.removeIf(kind -> !isStep(path, 2, kind.label()));
            if (chosen.isEmpty()) {
                state.error(
                        path.location(),
                        "unexpected keyword, must be one of "
                                + String.join(" ", new TreeSet<>(Keywords.SINCE_V1)));
                return;
            }
        }
        state.enable(chosen);
    }

    private Module assemble(List<MetadataParser.Block> blocks) throws RegoException {
        if (statements.isEmpty()) {
            throw new RegoException(
                    List.of(new RegoError(RegoError.Code.PARSE, Location.of(file), "empty module")));
        }
        List<RegoError> errors = new ArrayList<>();
        Module.Package declaration = null;
        if (statements.getFirst() instanceof Statement.PackageStatement first) {
            declaration = first.declaration();
        } else {
            report(errors, statements.getFirst().location(), "package expected");
        }
        List<Module.Import> imports = new ArrayList<>();
        List<Rule> rules = new ArrayList<>();
        RegoVersion effective = version;
        for (int i = 1; i < statements.size(); i++) {
            switch (statements.get(i)) {
                case Statement.PackageStatement p -> report(errors, p.location(), "unexpected package");
                case Statement.ImportStatement(Location ignored, Module.Import imported) -> {
                    imports.add(imported);
                    if (version == RegoVersion.V0 && isHead(imported.path(), "rego")) {
                        effective = RegoVersion.V0_AS_V1;
                    }
                }
                case Statement.RuleStatement(Location ignored, Rule rule) -> rules.add(rule);
                case Statement.BodyStatement(Location ignored, List<Expr> body) -> {
                    switch (BodyAsRule.read(body)) {
                        case BodyAsRule.Reading.Refused(String why) ->
                            report(errors, body.getFirst().location(), why);
                        case BodyAsRule.Reading.Accepted(Rule rule) -> {
                            rules.add(rule);
                            statements.set(i, new Statement.RuleStatement(rule.location(), rule));
                        }
                    }
                }
            }
        }
        if (effective.isV1Compatible()) {
            rules.forEach(r -> errors.addAll(VersionCheck.check(r)));
        }
        if (!errors.isEmpty() || declaration == null) {
            throw new RegoException(errors);
        }
        List<Annotations> annotations = attach(blocks, errors);
        if (!errors.isEmpty()) {
            throw new RegoException(errors);
        }
        return new Module(
                file, text, effective, declaration, imports, rules, lexer.comments(), annotations);
    }

    private static void report(List<RegoError> errors, Location place, String message) {
        errors.add(new RegoError(RegoError.Code.PARSE, place, message));
    }

    /// Finds the statement below each block of metadata and checks that its scope fits.
    private List<Annotations> attach(
            List<MetadataParser.Block> blocks, List<RegoError> errors) {
        List<Annotations> attached = new ArrayList<>();
        for (MetadataParser.Block block : blocks) {
            Location place = block.annotations().location();
            Statement target = statements.stream()
                    .filter(s -> s.location().row() > place.row())
                    .findFirst()
                    .orElse(null);
            String scope = block.scope();
            if (scope.isEmpty()) {
                scope = switch (target) {
                    case Statement.RuleStatement ignored ->
                        block.annotations().entrypoint() ? "document" : "rule";
                    case Statement.PackageStatement ignored -> "package";
                    case Statement.ImportStatement ignored -> "import";
                    case null, default -> "";
                };
            }
            Annotations.Scope known = scopeNamed(scope);
            String why = scopeError(known, scope, target);
            if (why != null) {
                report(errors, place, why);
            }
            if (block.annotations().entrypoint()
                    && known != Annotations.Scope.DOCUMENT
                    && known != Annotations.Scope.PACKAGE) {
                report(
                        errors,
                        place,
                        "annotation entrypoint applied to non-document or package scope '" + scope + "'");
            }
            if (known != null && target != null) {
                attached.add(block.annotations().attachedTo(target.location(), known));
            }
        }
        return attached;
    }

    private static Annotations.@Nullable Scope scopeNamed(String id) {
        for (Annotations.Scope scope : Annotations.Scope.values()) {
            if (scope.id().equals(id)) {
                return scope;
            }
        }
        return null;
    }

    private static @Nullable String scopeError(
            Annotations.@Nullable Scope known, String scope, @Nullable Statement target) {
        if (known == null) {
            return "invalid annotation scope '"
                    + scope
                    + "'. Use one of 'rule', 'document', 'package', or 'subpackages'";
        }
        boolean ofRule = known == Annotations.Scope.RULE || known == Annotations.Scope.DOCUMENT;
        boolean fits = ofRule
                ? target instanceof Statement.RuleStatement
                : target instanceof Statement.PackageStatement;
        return fits
                ? null
                : "annotation scope '" + scope + "' must be applied to " + (ofRule ? "rule" : "package");
    }
}
