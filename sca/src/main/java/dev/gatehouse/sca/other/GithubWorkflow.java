package dev.gatehouse.sca.other;

import dev.gatehouse.core.source.Blob;
import dev.gatehouse.document.DocumentException;
import dev.gatehouse.document.Format;
import dev.gatehouse.document.Mapping;
import dev.gatehouse.document.Member;
import dev.gatehouse.document.Value;
import dev.gatehouse.sca.listing.Content;
import dev.gatehouse.sca.listing.Lines;
import dev.gatehouse.sca.listing.ListingBuilder;
import dev.gatehouse.sca.listing.Nodes;
import dev.gatehouse.sca.listing.PackageFormat;
import dev.gatehouse.sca.listing.Purls;
import dev.gatehouse.sca.listing.Role;
import dev.gatehouse.sca.listing.Scope;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Workflows below `.github/workflows` and composite actions (`action.yml`): the actions and reusable workflows that they use,
/// and container images (docs.github.com/actions). Of a commit, the tag that stands behind it as a comment is the version that
/// people mean; it is kept as what was asked for.
final class GithubWorkflow implements PackageFormat {
    private static final Pattern USES = Pattern.compile("([A-Za-z0-9_.-]+)/([A-Za-z0-9_.-]+)(/[^@\\s]+)?@(\\S+)");
    private static final Pattern TAG = Pattern.compile("#\\s*(?:tag[=:]\\s*|pin\\s*@?\\s*)?(v?[0-9]+(?:\\.[0-9]+)*\\S*).*");

    @Override
    public String id() {
        return "github-workflow";
    }

    @Override
    public Role role() {
        return Role.MANIFEST;
    }

    @Override
    public boolean recognises(String path, String name, Blob blob) {
        if (!(name.endsWith(".yml") || name.endsWith(".yaml"))) {
            return false;
        }
        return path.contains(".github/workflows/") || name.equals("action.yml") || name.equals("action.yaml");
    }

    @Override
    public void read(Content content, ListingBuilder listing) throws DocumentException {
        if (!(content.value(Format.YAML) instanceof Mapping root)) {
            return;
        }
        Lines lines = content.lines();
        for (Member job : Nodes.members(root, "jobs")) {
            if (job.value() instanceof Mapping entry) {
                use(entry.get("uses"), lines, listing);
                image(entry.get("container"), listing);
                Nodes.members(entry, "services").forEach(service -> image(service.value(), listing));
                Nodes.mappings(entry, "steps").forEach(step -> use(step.get("uses"), lines, listing));
            }
        }
        Mapping runs = Nodes.mapping(root, "runs");
        if (runs != null) {
            Nodes.mappings(runs, "steps").forEach(step -> use(step.get("uses"), lines, listing));
            if (Nodes.text(runs, "image").startsWith("docker://")) {
                use(runs.get("image"), lines, listing);
            }
        }
    }

    private static void use(@Nullable Value value, Lines lines, ListingBuilder listing) {
        String text = Nodes.text(value).strip();
        if (value == null || text.isEmpty() || text.startsWith("./") || text.startsWith("$/") || text.startsWith("../")
                || text.contains("${{")) {
            return;
        }
        if (text.startsWith("docker://")) {
            ImageReference.read(text.substring("docker://".length()))
                    .ifPresent(image -> image.add(listing, Nodes.span(value.range()))
                            .scope(Scope.BUILD));
            return;
        }
        Matcher uses = USES.matcher(text);
        if (!uses.matches()) {
            listing.problem("action-unreadable", value.range().line(), "this names no action at a version");
            return;
        }
        String reference = uses.group(4);
        String whole = lines.whole();
        int end = whole.indexOf('\n', value.range().end());
        Matcher tag = TAG.matcher(whole.substring(Math.min(whole.length(), value.range().end()), end < 0 ? whole.length() : end)
                .replaceFirst("^[\"'\\s]*", ""));
        boolean commit = reference.matches("[0-9a-f]{40}");
        String subpath = uses.group(3) == null ? "" : uses.group(3).substring(1);
        listing.add(text, Purls.github(uses.group(1), uses.group(2), reference, subpath), Nodes.span(value.range()))
                .requirement(commit && tag.lookingAt() ? tag.group(1) : "").direct().scope(Scope.BUILD);
    }

    private static void image(@Nullable Value value, ListingBuilder listing) {
        Value named = value instanceof Mapping detailed ? detailed.get("image") : value;
        String text = Nodes.text(named);
        if (named != null && !text.contains("${{")) {
            ImageReference.read(text)
                    .ifPresent(image -> image.add(listing, Nodes.span(named.range())).scope(Scope.BUILD));
        }
    }
}
