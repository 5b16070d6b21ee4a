package dev.gatehouse.sca.python;

import dev.gatehouse.document.DocumentException;
import dev.gatehouse.document.Format;
import dev.gatehouse.document.Mapping;
import dev.gatehouse.document.Member;
import dev.gatehouse.document.Scalar;
import dev.gatehouse.document.Sequence;
import dev.gatehouse.document.Value;
import dev.gatehouse.sca.listing.Content;
import dev.gatehouse.sca.listing.ListingBuilder;
import dev.gatehouse.sca.listing.Nodes;
import dev.gatehouse.sca.listing.PackageFormat;
import dev.gatehouse.sca.listing.Purls;
import dev.gatehouse.sca.listing.Role;
import dev.gatehouse.sca.listing.Scope;
import java.util.List;
import java.util.Set;

/// `pyproject.toml`: PEP 621 dependencies, PEP 735 groups, PEP 518 build requirements, and the tables of Poetry, PDM, uv and
/// Hatch.
final class Pyproject implements PackageFormat {
    @Override
    public String id() {
        return "pyproject";
    }

    @Override
    public Role role() {
        return Role.MANIFEST;
    }

    @Override
    public Set<String> names() {
        return Set.of("pyproject.toml");
    }

    @Override
    public void read(Content content, ListingBuilder listing) throws DocumentException {
        Mapping root = content.mapping(Format.TOML);
        Mapping project = Nodes.mapping(root, "project");
        if (project != null) {
            listing.subject(Nodes.text(project, "name"), Nodes.text(project, "version"), licence(project));
            list(Nodes.values(project, "dependencies"), Scope.RUNTIME, listing);
            groups(project, "optional-dependencies", Scope.OPTIONAL, listing);
        }
        groups(root, "dependency-groups", Scope.DEVELOPMENT, listing);
        Mapping build = Nodes.mapping(root, "build-system");
        Mapping tool = Nodes.mapping(root, "tool");
        if (tool != null) {
            poetry(tool, listing);
            Mapping pdm = Nodes.mapping(tool, "pdm");
            if (pdm != null) {
                groups(pdm, "dev-dependencies", Scope.DEVELOPMENT, listing);
            }
            Mapping uv = Nodes.mapping(tool, "uv");
            if (uv != null) {
                list(Nodes.values(uv, "dev-dependencies"), Scope.DEVELOPMENT, listing);
            }
        }
        if (build != null) {
            list(Nodes.values(build, "requires"), Scope.BUILD, listing);
        }
    }

    private static String licence(Mapping project) {
        String text = Nodes.text(project, "license");
        Mapping table = Nodes.mapping(project, "license");
        String inTable = table == null ? "" : Nodes.text(table, "text");
        return !text.isEmpty() ? text : inTable.length() < 100 ? inTable : "";
    }

    private static void groups(Mapping parent, String key, Scope scope, ListingBuilder listing) {
        for (Member group : Nodes.members(parent, key)) {
            Scope own = scope == Scope.DEVELOPMENT && group.key().contains("test") ? Scope.TEST : scope;
            list(group.value() instanceof Sequence requirements ? requirements.values() : List.of(), own, listing);
        }
    }

    private static void list(List<Value> requirements, Scope scope, ListingBuilder listing) {
        for (Value value : requirements) {
            if (value instanceof Scalar.Text text) {
                Requirement.read(text.text()).ifPresentOrElse(
                        asked -> listing.add(Requirement.normalised(asked.name()), Purls.pypi(asked.name(), asked.pinned()),
                                Nodes.span(text.range())).requirement(asked.versions()).scope(scope).direct(),
                        () -> listing.problem("requirement-unreadable", text.range().line(),
                                "this is no dependency specifier"));
            }
        }
    }

    private static void poetry(Mapping tool, ListingBuilder listing) {
        Mapping poetry = Nodes.mapping(tool, "poetry");
        if (poetry == null) {
            return;
        }
        if (!Nodes.text(poetry, "name").isEmpty()) {
            listing.subject(Nodes.text(poetry, "name"), Nodes.text(poetry, "version"), Nodes.text(poetry, "license"));
        }
        table(Nodes.members(poetry, "dependencies"), Scope.RUNTIME, listing);
        table(Nodes.members(poetry, "dev-dependencies"), Scope.DEVELOPMENT, listing);
        for (Member group : Nodes.members(poetry, "group")) {
            if (group.value() instanceof Mapping entry) {
                table(Nodes.members(entry, "dependencies"),
                        group.key().equals("main")
                                ? Scope.RUNTIME
                                : group.key().contains("test") ? Scope.TEST : Scope.DEVELOPMENT,
                        listing);
            }
        }
    }

    private static void table(List<Member> members, Scope scope, ListingBuilder listing) {
        for (Member member : members) {
            if (member.key().equals("python")) {
                continue;
            }
            Mapping detailed = member.value() instanceof Mapping mapping ? mapping : null;
            String requirement = detailed == null ? Nodes.text(member.value()) : Nodes.text(detailed, "version");
            ListingBuilder.Draft draft = listing
                    .add(Requirement.normalised(member.key()),
                            Purls.pypi(member.key(), Requirement.exact(requirement.replaceAll("\\s+", ""))),
                            Nodes.span(member.keyRange()))
                    .requirement(requirement.equals("*") ? "" : requirement)
                    .scope(detailed != null && Nodes.flag(detailed, "optional") ? Scope.OPTIONAL : scope).direct();
            if (detailed != null && !Nodes.text(detailed, "path").isEmpty()) {
                draft.own();
            }
        }
    }
}
