package dev.gatehouse.rego.builtin;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The table of all built-in functions. Immutable; may be shared between threads and evaluations.
public final class Builtins {
    private final Map<String, Declaration> declarations;
    private final Map<String, Builtin> functions;

    private Builtins(Map<String, Declaration> declarations, Map<String, Builtin> functions) {
        this.declarations = declarations;
        this.functions = functions;
    }

    /// The built-ins of OPA 1.14.
    public static Builtins standard() {
        Map<String, Declaration> declarations = readDeclarations();
        var table = new Table();
        AddressLookup.register(table);
        Aggregates.register(table);
        AmazonSignatures.register(table);
        Arithmetic.register(table);
        Arrays.register(table);
        Bits.register(table);
        Certificates.register(table);
        Comparison.register(table);
        Digests.register(table);
        Encodings.register(table);
        new Globs().register(table);
        new Regexes().register(table);
        Graphql.register(table);
        Graphs.register(table);
        HostQuestions.register(table, declarations);
        HttpSend.register(table);
        JsonPatch.register(table);
        JsonSchemas.register(table);
        JsonSelection.register(table);
        JsonText.register(table);
        KindChecks.register(table);
        Messages.register(table);
        Networks.register(table);
        Numbers.register(table);
        Objects.register(table);
        Replacements.register(table);
        SemanticVersions.register(table);
        Templates.register(table);
        Times.register(table);
        Sets.register(table);
        Strings.register(table);
        Trimming.register(table);
        Units.register(table);
        UrlQueries.register(table);
        Uuids.register(table);
        Walk.register(table);
        WebTokens.register(table);
        YamlText.register(table);
        return new Builtins(declarations, Map.copyOf(table.functions));
    }

    private static Map<String, Declaration> readDeclarations() {
        var declarations = new LinkedHashMap<String, Declaration>();
        try (InputStream resource = Builtins.class.getResourceAsStream("builtins.txt")) {
            if (resource == null) {
                throw new IllegalStateException("the list of built-ins is missing");
            }
            new String(resource.readAllBytes(), StandardCharsets.UTF_8).lines().filter(line -> !line.startsWith("#"))
                    .map(Declaration::parse)
                    .forEach(declaration -> declarations.put(declaration.name(), declaration));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Collections.unmodifiableMap(declarations);
    }

    /// What is known of a built-in; null if there is none of that name.
    public @Nullable Declaration declaration(String name) {
        return declarations.get(name);
    }

    /// The function of a built-in; null if there is none of that name.
    public @Nullable Builtin function(String name) {
        return functions.get(name);
    }

    /// All declarations, by name.
    public Collection<Declaration> declarations() {
        return declarations.values();
    }

    /// Where each group puts its functions.
    static final class Table {
        private final Map<String, Builtin> functions = new LinkedHashMap<>();

        void add(String name, Builtin function) {
            if (functions.put(name, function) != null) {
                throw new IllegalStateException("two built-ins are called " + name);
            }
        }
    }
}
