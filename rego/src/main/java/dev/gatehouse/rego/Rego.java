package dev.gatehouse.rego;

import dev.gatehouse.rego.builtin.Builtins;
import dev.gatehouse.rego.bundle.Bundle;
import dev.gatehouse.rego.compile.Compilation;
import dev.gatehouse.rego.compile.Schemas;
import dev.gatehouse.rego.evaluate.Policy;
import dev.gatehouse.rego.syntax.Module;
import dev.gatehouse.rego.syntax.ModuleParser;
import dev.gatehouse.rego.syntax.RegoError;
import dev.gatehouse.rego.syntax.RegoException;
import dev.gatehouse.rego.syntax.RegoVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Compiles Rego modules.
///
/// ```java
/// Policy policy = Rego.compiler().compile(Map.of("authz.rego", text));
/// PreparedQuery allow = policy.query("data.authz.allow");
/// boolean allowed = allow.value(EvaluationRequest.of(input)) == BooleanValue.TRUE;
/// ```
///
/// Immutable: every method that changes something answers a new compiler.
public final class Rego {
    private final RegoVersion version;
    private final Builtins builtins;
    private final boolean strict;
    private final boolean print;
    private final boolean traced;
    private final @Nullable Schemas schemas;

    private Rego(
            RegoVersion version, Builtins builtins, boolean strict, boolean print, boolean traced,
            @Nullable Schemas schemas) {
        this.version = version;
        this.builtins = builtins;
        this.strict = strict;
        this.print = print;
        this.traced = traced;
        this.schemas = schemas;
    }

    /// A compiler of Rego version 1 with the built-ins of OPA 1.14.
    public static Rego compiler() {
        return new Rego(RegoVersion.V1, Builtins.standard(), false, false, false, null);
    }

    /// The version that modules are written in. Modules of version 0 may still import `rego.v1`.
    public Rego version(RegoVersion of) {
        return new Rego(of, builtins, strict, print, traced, schemas);
    }

    /// Whether unused imports, variables and parameters are errors.
    public Rego strict(boolean value) {
        return new Rego(version, builtins, value, print, traced, schemas);
    }

    /// Whether calls of `print` are evaluated; otherwise they are left out.
    public Rego print(boolean value) {
        return new Rego(version, builtins, strict, value, traced, schemas);
    }

    /// Whether evaluations can be watched by a tracer, which makes them slower.
    public Rego traced(boolean value) {
        return new Rego(version, builtins, strict, print, value, schemas);
    }

    /// Schemas by which types are checked: that of `input`, and those that `schemas:` in metadata may name. Schemas within metadata are looked at
    /// anyway.
    public Rego schemas(Schemas of) {
        return new Rego(version, builtins, strict, print, traced, of);
    }

    /// Compiles modules.
    ///
    /// @param modules texts by the names under which errors speak of them
    /// @throws RegoException with the syntax errors of all modules, or with what the compiler found
    public Policy compile(Map<String, String> modules) throws RegoException {
        return compile(modules, name -> version);
    }

    /// Compiles the modules of a bundle, in the versions that its manifest names.
    ///
    /// @throws RegoException with the syntax errors of all modules, or with what the compiler found
    public Policy compile(Bundle bundle) throws RegoException {
        return compile(bundle.modules(), name -> bundle.version(name, version));
    }

    private Policy compile(Map<String, String> modules, Function<String, RegoVersion> versions) throws RegoException {
        List<Module> parsed = new ArrayList<>();
        List<RegoError> errors = new ArrayList<>();
        for (Map.Entry<String, String> module : modules.entrySet()) {
            try {
                parsed.add(ModuleParser.parse(module.getKey(), module.getValue(), versions.apply(module.getKey()),
                        name -> builtins.declaration(name) != null));
            } catch (RegoException e) {
                errors.addAll(e.errors());
            }
        }
        if (!errors.isEmpty()) {
            throw new RegoException(errors);
        }
        return compile(parsed);
    }

    /// Compiles parsed modules.
    ///
    /// @throws RegoException with what the compiler found
    public Policy compile(List<Module> modules) throws RegoException {
        return Policy.of(
                Compilation.compile(modules, builtins, new Compilation.Options(strict, print, schemas)), traced);
    }

    /// Reads a policy that [Policy#save()] wrote with the same release, without compiling it again. This compiler's version and
    /// strictness do not matter then. Rules are read when they are first needed, so the array must not change.
    ///
    /// @throws IOException when the bytes are damaged, or from another release
    public Policy load(byte[] saved) throws IOException {
        return Policy.of(Compilation.load(saved, builtins, new Compilation.Options(strict, print, schemas)), traced);
    }

    /// Reads a file with what [Policy#save()] wrote.
    ///
    /// @throws IOException when it cannot be read, is damaged, or from another release
    public Policy load(Path file) throws IOException {
        return load(Files.readAllBytes(file));
    }
}
