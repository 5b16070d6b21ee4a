package dev.gatehouse.sca.python;

import dev.gatehouse.core.source.Blob;
import dev.gatehouse.document.DocumentException;
import dev.gatehouse.document.Format;
import dev.gatehouse.document.Mapping;
import dev.gatehouse.document.Scalar;
import dev.gatehouse.document.Value;
import dev.gatehouse.sca.listing.Content;
import dev.gatehouse.sca.listing.ListingBuilder;
import dev.gatehouse.sca.listing.Nodes;
import dev.gatehouse.sca.listing.PackageFormat;
import dev.gatehouse.sca.listing.Purls;
import dev.gatehouse.sca.listing.Role;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `environment.yml` of conda: match specifications `channel::name=version=build`, and below `pip` requirements (docs.conda.io).
final class CondaEnvironment implements PackageFormat {
    private static final Pattern SPECIFICATION = Pattern
            .compile("(?:([A-Za-z0-9_./-]+)::)?([A-Za-z0-9_][A-Za-z0-9_.-]*)\\s*(.*)");
    private static final Pattern PINNED = Pattern.compile("={1,2}\\s*([0-9][^=<>!~*,|\\s]*)(?:=([^=\\s]+))?");

    @Override
    public String id() {
        return "conda-environment";
    }

    @Override
    public Role role() {
        return Role.MANIFEST;
    }

    @Override
    public Set<String> names() {
        return Set.of("environment.yml", "environment.yaml", "conda.yml", "conda.yaml");
    }

    @Override
    public boolean recognises(String path, String name, Blob blob) {
        return (name.startsWith("environment") || name.endsWith("environment.yml") || name.endsWith("environment.yaml"))
                && (name.endsWith(".yml") || name.endsWith(".yaml"));
    }

    @Override
    public void read(Content content, ListingBuilder listing) throws DocumentException {
        if (!(content.value(Format.YAML) instanceof Mapping root) || root.get("dependencies") == null) {
            return;
        }
        listing.subject(Nodes.text(root, "name"), "", "");
        for (Value value : Nodes.values(root, "dependencies")) {
            if (value instanceof Scalar.Text text) {
                conda(text, listing);
            } else if (value instanceof Mapping inner) {
                for (Value requirement : Nodes.values(inner, "pip")) {
                    Requirement.read(Nodes.text(requirement)).ifPresent(asked -> listing
                            .add("pip:" + Requirement.normalised(asked.name()), Purls.pypi(asked.name(), asked.pinned()),
                                    Nodes.span(requirement.range()))
                            .requirement(asked.versions()).direct());
                }
            }
        }
    }

    private static void conda(Scalar.Text text, ListingBuilder listing) {
        Matcher matcher = SPECIFICATION.matcher(text.text().strip());
        if (!matcher.matches()) {
            listing.problem("requirement-unreadable", text.range().line(), "this is no match specification of conda");
            return;
        }
        String channel = matcher.group(1) == null ? "" : matcher.group(1);
        String versions = matcher.group(3).strip();
        Matcher pinned = PINNED.matcher(versions);
        boolean exact = pinned.matches();
        String build = exact && pinned.group(2) != null ? pinned.group(2) : "";
        listing.add("conda:" + matcher.group(2),
                Purls.of("conda", "", matcher.group(2), exact ? pinned.group(1) : "", Map.of("channel", channel, "build", build),
                        ""),
                Nodes.span(text.range())).requirement(exact ? "" : versions).direct();
    }
}
