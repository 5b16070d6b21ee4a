package dev.gatehouse.rego.syntax;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A parsed module.
///
/// @param name the name under which the caller gave it, usually its path
/// @param text the text it was read from
/// @param version which version of the language it is written in
/// @param rules in the order of the text
public record Module(
        String name,
        String text,
        RegoVersion version,
        Package packageDeclaration,
        List<Import> imports,
        List<Rule> rules,
        List<Comment> comments,
        List<Annotations> annotations) {
    public Module {
        imports = List.copyOf(imports);
        rules = List.copyOf(rules);
        comments = List.copyOf(comments);
        annotations = List.copyOf(annotations);
    }

    /// `package path`. The path begins with `data`.
    public record Package(Location location, Term.Ref path) {}

    /// `import path as alias`.
    public record Import(Location location, Term.Ref path, @Nullable String alias) {
        /// The word by which the module speaks of it.
        public String localName() {
            if (alias != null) {
                return alias;
            }
            Term last = path.parts().getLast();
            return switch (last) {
                case Term.Var v -> v.name();
                case Term.Scalar s when s.value() instanceof dev.gatehouse.rego.value.StringValue t -> t.text();
                default -> last.toString();
            };
        }

        @Override
        public String toString() {
            return Printer.print(this);
        }
    }
}
