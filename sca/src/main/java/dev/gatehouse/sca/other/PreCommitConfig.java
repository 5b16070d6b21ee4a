package dev.gatehouse.sca.other;

import dev.gatehouse.document.DocumentException;
import dev.gatehouse.document.Format;
import dev.gatehouse.document.Mapping;
import dev.gatehouse.document.Value;
import dev.gatehouse.sca.listing.Content;
import dev.gatehouse.sca.listing.ListingBuilder;
import dev.gatehouse.sca.listing.Nodes;
import dev.gatehouse.sca.listing.PackageFormat;
import dev.gatehouse.sca.listing.Purls;
import dev.gatehouse.sca.listing.Role;
import dev.gatehouse.sca.listing.Scope;
import java.util.Map;
import java.util.Set;

/// `.pre-commit-config.yaml`: repositories of hooks at a revision, and what hooks written in Python or JavaScript additionally
/// install (pre-commit.com).
final class PreCommitConfig implements PackageFormat {
    @Override
    public String id() {
        return "pre-commit";
    }

    @Override
    public Role role() {
        return Role.MANIFEST;
    }

    @Override
    public Set<String> names() {
        return Set.of(".pre-commit-config.yaml", ".pre-commit-config.yml");
    }

    @Override
    public void read(Content content, ListingBuilder listing) throws DocumentException {
        if (!(content.value(Format.YAML) instanceof Mapping root)) {
            return;
        }
        for (Mapping entry : Nodes.mappings(root, "repos")) {
            Value repository = entry.get("repo");
            String text = Nodes.text(repository);
            if (repository != null && !text.isEmpty() && !text.equals("local") && !text.equals("meta")) {
                RepositoryAddress address = RepositoryAddress.of(text);
                String revision = Nodes.text(entry, "rev");
                listing.add(text + "@" + revision,
                        address.github(revision, "")
                                .or(() -> Purls.of("generic", "", address.path().substring(address.path().lastIndexOf('/') + 1),
                                        revision, Map.of("vcs_url", "git+" + text + "@" + revision), "")),
                        Nodes.span(repository.range())).direct().scope(Scope.DEVELOPMENT);
            }
            for (Mapping hook : Nodes.mappings(entry, "hooks")) {
                String language = Nodes.text(hook, "language");
                Nodes.values(hook, "additional_dependencies").forEach(value -> additional(value, language, listing));
            }
        }
    }

    /// The language stands in the hook's own repository, so it is told by what only one of them writes: `name==1.0` is Python's,
    /// `name@1.0` JavaScript's.
    private static void additional(Value value, String language, ListingBuilder listing) {
        String text = Nodes.text(value).strip();
        int equals = text.indexOf("==");
        int at = text.lastIndexOf('@');
        if (equals > 0 && (language.isEmpty() || language.equals("python"))) {
            String name = text.substring(0, equals).replaceFirst("\\[.*", "").strip();
            listing.add("pypi " + text, Purls.pypi(name, text.substring(equals + 2).replaceFirst("[\\s;,].*", "")),
                    Nodes.span(value.range())).scope(Scope.DEVELOPMENT);
        } else if (at > 0 && !text.contains("://") && !text.contains(" ") && (language.isEmpty() || language.equals("node"))
                && text.substring(at + 1).matches("[0-9]+\\.[0-9]+\\.[0-9]+.*")) {
            listing.add("npm " + text, Purls.npm(text.substring(0, at), text.substring(at + 1)), Nodes.span(value.range()))
                    .scope(Scope.DEVELOPMENT);
        }
    }
}
