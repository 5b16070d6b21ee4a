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
import java.util.Map;
import java.util.Set;

/// `Chart.yaml`, `Chart.lock` and their older forms `requirements.yaml` and `requirements.lock` (helm.sh).
final class HelmChart implements PackageFormat {
    private final boolean lock;

    HelmChart(boolean lock) {
        this.lock = lock;
    }

    @Override
    public String id() {
        return lock ? "helm-lock" : "helm-chart";
    }

    @Override
    public Role role() {
        return lock ? Role.LOCK : Role.MANIFEST;
    }

    @Override
    public Set<String> names() {
        return lock ? Set.of("chart.lock", "requirements.lock") : Set.of("chart.yaml", "requirements.yaml");
    }

    @Override
    public void read(Content content, ListingBuilder listing) throws DocumentException {
        if (!(content.value(Format.YAML) instanceof Mapping root)) {
            return;
        }
        if (Nodes.values(root, "dependencies").isEmpty() && (root.get("digest") != null || root.get("generated") != null)) {
            listing.emptyIsFine();
        }
        if (!Nodes.text(root, "name").isEmpty()) {
            listing.subject(Nodes.text(root, "name"), Nodes.text(root, "version"), "");
        }
        for (Mapping dependency : Nodes.mappings(root, "dependencies")) {
            String name = Nodes.text(dependency, "name");
            String version = Nodes.text(dependency, "version");
            String repository = Nodes.text(dependency, "repository");
            boolean exact = lock || version.matches("v?[0-9]+\\.[0-9]+\\.[0-9]+[0-9A-Za-z.+-]*");
            Value place = dependency.get("name");
            ListingBuilder.Draft draft = listing
                    .add(name + "@" + version,
                            Purls.of("helm", "", name, exact ? version : "", Map.of("repository_url", repository), ""),
                            Nodes.span(place == null ? dependency.range() : place.range()))
                    .requirement(exact ? "" : version).direct();
            if (repository.startsWith("file://") || repository.isEmpty() && !lock) {
                draft.own();
            }
        }
    }
}
