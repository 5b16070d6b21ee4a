package dev.gatehouse.sca.sbom;

import dev.gatehouse.ecosystem.PackageUrl;
import dev.gatehouse.sca.licence.Expression;
import dev.gatehouse.sca.listing.Scope;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Writes SPDX 3.0.1 in JSON-LD (spdx.github.io/spdx-spec/v3.0.1): one graph of elements.
final class Spdx3Writer implements BomWriter {
    private static final String CREATION = "_:creation";

    @Override
    public void write(Bom bom, OutputStream out) {
        new Writing(bom, out).run();
    }

    /// One writing of one bill.
    private static final class Writing {
        private final Bom bom;
        private final String base;
        private final JsonText json;
        private final SortedMap<String, String> suppliers = new TreeMap<>();
        private final SortedMap<String, String> expressions = new TreeMap<>();

        Writing(Bom bom, OutputStream out) {
            this.bom = bom;
            this.base = "urn:uuid:" + bom.serialNumber() + ":";
            this.json = new JsonText(out);
        }

        void run() {
            for (BomEntry entry : bom.entries()) {
                if (!entry.supplier().isEmpty()) {
                    suppliers.put(entry.supplier(), base + "agent-" + Digest.of(entry.supplier()).substring(0, 16));
                }
                Expression expression = entry.licence();
                if (expression != null) {
                    expressions.put(expression.toString(), base + "licence-" + Digest.of(expression.toString()).substring(0, 16));
                }
            }
            try (json) {
                json.startObject();
                json.member("@context", "https://spdx.org/rdf/3.0.1/spdx-context.jsonld");
                json.startArray("@graph");
                json.element(Members.of("type", "CreationInfo", "@id", CREATION, "specVersion", "3.0.1", "created",
                        bom.created().toString(), "createdBy", List.of(base + "creator"), "createdUsing",
                        List.of(base + "tool")));
                json.element(element("SoftwareAgent", "creator", "name", "gatehouse"));
                json.element(element("Tool", "tool", "name", "gatehouse-" + bom.toolVersion()));
                document();
                suppliers.forEach((name, id) -> json
                        .element(Members.of("type", "Organization", "spdxId", id, "creationInfo", CREATION, "name", name)));
                expressions
                        .forEach((text, id) -> json.element(Members.of("type", "simplelicensing_LicenseExpression", "spdxId", id,
                                "creationInfo", CREATION, "simplelicensing_licenseExpression", text)));
                json.element(element("software_Package", "subject", "name", bom.name(), "software_packageVersion", bom.version(),
                        "software_primaryPurpose", "application"));
                bom.entries().forEach(entry -> json.element(packaged(entry)));
                relationships();
                json.endArray();
                json.endObject();
            }
        }

        private void document() {
            List<String> all = new ArrayList<>(List.of(base + "subject"));
            bom.entries().forEach(entry -> all.add(id(entry.reference())));
            json.element(element("SpdxDocument", "document", "name", bom.name(), "profileConformance",
                    List.of("core", "software", "simpleLicensing"), "rootElement", List.of(base + "sbom")));
            json.element(
                    element("software_Sbom", "sbom", "name", bom.name(), "software_sbomType", List.of("source"), "element", all,
                            "rootElement", List.of(base + "subject")));
        }

        private Map<String, Object> element(String type, String id, Object... more) {
            Map<String, Object> element = Members.of("type", type, "spdxId", base + id, "creationInfo", CREATION);
            element.putAll(Members.of(more));
            return element;
        }

        private String id(String reference) {
            return base + "package-" + Digest.of(reference).substring(0, 24);
        }

        private Map<String, Object> packaged(BomEntry entry) {
            PackageUrl purl = entry.purl();
            String name = purl.namespace() == null ? purl.name() : purl.namespace() + "/" + purl.name();
            Map<String, Object> element = Members.of("type", "software_Package", "spdxId", id(entry.reference()), "creationInfo",
                    CREATION, "name", name, "software_packageVersion", purl.version() == null ? "" : purl.version(),
                    "software_packageUrl", purl.toString(), "software_primaryPurpose",
                    purl.type().equals("docker") ? "container" : entry.own() ? "application" : "library");
            element.put("verifiedUsing", entry.hashes().stream().map(hash -> Members.of("type", "Hash", "algorithm",
                    hash.algorithm().toLowerCase(java.util.Locale.ROOT).replace("sha-", "sha").replace("sha3-", "sha3_")
                            .replace("blake2b-", "blake2b"),
                    "hashValue", hash.hex())).toList());
            element.put("suppliedBy", entry.supplier().isEmpty() ? "" : suppliers.getOrDefault(entry.supplier(), ""));
            return element;
        }

        private void relationships() {
            relate("dependsOn", base + "subject", bom.direct().stream().map(this::id).toList(), "");
            for (BomEntry entry : bom.entries()) {
                relate("dependsOn", id(entry.reference()), entry.dependsOn().stream().map(this::id).toList(),
                        lifecycle(entry.scope()));
                Expression expression = entry.licence();
                if (expression != null) {
                    relate("hasDeclaredLicense", id(entry.reference()),
                            List.of(expressions.getOrDefault(expression.toString(), "")), "");
                }
            }
        }

        private static String lifecycle(Scope scope) {
            return switch (scope) {
                case BUILD -> "build";
                case DEVELOPMENT -> "development";
                case TEST -> "test";
                case RUNTIME, OPTIONAL, PROVIDED -> "runtime";
            };
        }

        private void relate(String type, String from, Collection<String> to, String scope) {
            if (to.isEmpty()) {
                return;
            }
            String id = base + "relationship-" + Digest.of(type + from).substring(0, 24);
            json.element(Members.of("type", scope.isEmpty() ? "Relationship" : "LifecycleScopedRelationship", "spdxId", id,
                    "creationInfo", CREATION, "from", from, "relationshipType", type, "to", to, "scope", scope));
        }
    }
}
