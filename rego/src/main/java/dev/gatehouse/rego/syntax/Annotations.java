package dev.gatehouse.rego.syntax;

import dev.gatehouse.rego.value.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A `METADATA` comment, read.
///
/// @param location the comment's first line
/// @param target where the rule or package that it speaks of begins
/// @param scope which rules it holds for
/// @param custom the `custom` object, null without one
public record Annotations(
        Location location,
        Location target,
        Scope scope,
        String title,
        String description,
        boolean entrypoint,
        List<String> organizations,
        List<RelatedResource> relatedResources,
        List<Author> authors,
        List<Schema> schemas,
        @Nullable Value custom) {
    public Annotations {
        organizations = List.copyOf(organizations);
        relatedResources = List.copyOf(relatedResources);
        authors = List.copyOf(authors);
        schemas = List.copyOf(schemas);
    }

    /// Which rules an annotation holds for.
    public enum Scope {
        RULE("rule"), DOCUMENT("document"), PACKAGE("package"), SUBPACKAGES("subpackages");

        private final String id;

        Scope(String id) {
            this.id = id;
        }

        /// The word in the comment.
        public String id() {
            return id;
        }
    }

    public record RelatedResource(String reference, String description) {}

    public record Author(String name, String email) {}

    /// What type a document has: `schema` names a schema, `definition` is one.
    public record Schema(
            Term.Ref path, Term.@Nullable Ref schema, @Nullable Value definition) {}

    /// The same annotation with scope and target known.
    Annotations attachedTo(Location statement, Scope itsScope) {
        return new Annotations(
                location,
                statement,
                itsScope,
                title,
                description,
                entrypoint,
                organizations,
                relatedResources,
                authors,
                schemas,
                custom);
    }
}
