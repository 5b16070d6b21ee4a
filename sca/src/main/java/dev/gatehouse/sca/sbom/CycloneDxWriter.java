package dev.gatehouse.sca.sbom;

import dev.gatehouse.ecosystem.PackageUrl;
import dev.gatehouse.sca.licence.Expression;
import dev.gatehouse.sca.licence.SpdxList;
import dev.gatehouse.sca.listing.Scope;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;

/// Writes CycloneDX in JSON (cyclonedx.org/docs/1.7/json).
final class CycloneDxWriter implements BomWriter {
    private static final String SUBJECT = "subject";

    private final String version;
    private final SpdxList licences;

    /// @param version
    ///            `1.6` or `1.7`
    CycloneDxWriter(String version, SpdxList licences) {
        this.version = version;
        this.licences = licences;
    }

    @Override
    public void write(Bom bom, OutputStream out) {
        try (JsonText json = new JsonText(out)) {
            json.startObject();
            json.member("$schema", "http://cyclonedx.org/schema/bom-" + version + ".schema.json");
            json.member("bomFormat", "CycloneDX");
            json.member("specVersion", version);
            json.member("serialNumber", "urn:uuid:" + bom.serialNumber());
            json.member("version", 1);
            json.member("metadata", metadata(bom));
            json.startArray("components");
            bom.entries().forEach(entry -> json.element(component(entry)));
            json.endArray();
            json.startArray("dependencies");
            json.element(dependency(SUBJECT, bom.direct()));
            bom.entries().forEach(entry -> json.element(dependency(entry.reference(), entry.dependsOn())));
            json.endArray();
            json.endObject();
        }
    }

    private static Map<String, Object> metadata(Bom bom) {
        return Members.of("timestamp", bom.created().toString(), "lifecycles", List.of(Members.of("phase", "pre-build")), "tools",
                Members.of("components",
                        List.of(Members.of("type", "application", "name", "gatehouse", "version", bom.toolVersion()))),
                "component", Members.of("type", "application", "bom-ref", SUBJECT, "name", bom.name(), "version", bom.version()));
    }

    private static Map<String, Object> dependency(String reference, SortedSet<String> on) {
        return Members.of("ref", reference, "dependsOn", on);
    }

    private Map<String, Object> component(BomEntry entry) {
        PackageUrl purl = entry.purl();
        String group = purl.namespace() == null ? "" : purl.namespace();
        return Members.of("type", type(purl, entry.own()), "bom-ref", entry.reference(), "supplier",
                entry.supplier().isEmpty() ? "" : Members.of("name", entry.supplier()), "group", group, "name", purl.name(),
                "version",
                purl.version() == null ? "" : purl.version(), "scope", scope(entry.scope()), "hashes",
                entry.hashes().stream().map(hash -> Members.of("alg", hash.algorithm(), "content", hash.hex())).toList(),
                "licenses",
                licences(entry), "purl", purl.toString(), "evidence", evidence(entry), "properties", properties(entry));
    }

    private static String type(PackageUrl purl, boolean own) {
        return switch (purl.type()) {
            case "docker", "oci" -> "container";
            case "github", "helm", "terraform" -> "application";
            default -> own ? "application" : "library";
        };
    }

    private static String scope(Scope scope) {
        return switch (scope) {
            case RUNTIME -> "required";
            case OPTIONAL, PROVIDED -> "optional";
            case BUILD, DEVELOPMENT, TEST -> "excluded";
        };
    }

    private List<Map<String, Object>> licences(BomEntry entry) {
        Expression expression = entry.licence();
        if (expression == null) {
            return entry.declaration().isBlank()
                    ? List.of()
                    : List.of(Members.of("license", Members.of("name", entry.declaration(), "acknowledgement", "declared")));
        }
        if (expression instanceof Expression.Licence single && single.exception() == null && !single.orLater()) {
            SpdxList.Entry known = licences.licence(single.id());
            if (known != null && known.inCycloneDx()) {
                return List.of(Members.of("license", Members.of("id", known.id(), "acknowledgement", "declared")));
            }
        }
        return List.of(Members.of("expression", expression.toString(), "acknowledgement", "declared"));
    }

    private static Map<String, Object> evidence(BomEntry entry) {
        List<Map<String, Object>> occurrences = new ArrayList<>();
        for (BomEntry.Occurrence occurrence : entry.occurrences()) {
            occurrences.add(occurrence.line() > 0
                    ? Members.of("location", occurrence.path(), "line", occurrence.line())
                    : Members.of("location", occurrence.path()));
        }
        return Members.of("occurrences", occurrences);
    }

    private static List<Map<String, Object>> properties(BomEntry entry) {
        List<Map<String, Object>> properties = new ArrayList<>();
        properties.add(Members.of("name", "gatehouse:scope", "value", entry.scope().label()));
        if (!entry.requirement().isEmpty()) {
            properties.add(Members.of("name", "gatehouse:requirement", "value", entry.requirement()));
        }
        if (!entry.source().isEmpty()) {
            properties.add(Members.of("name", "gatehouse:source-package", "value", entry.source()));
        }
        if (!entry.owner().isEmpty()) {
            properties.add(Members.of("name", "gatehouse:owner", "value", entry.owner()));
        }
        return properties;
    }
}
