package dev.gatehouse.sca.sbom;

import dev.gatehouse.ecosystem.PackageUrl;
import dev.gatehouse.sca.licence.Expression;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Writes SPDX 2.3 in JSON (spdx.github.io/spdx-spec/v2.3). Declarations that are no known licence become texts of the document
/// (`LicenseRef-…`).
final class Spdx2Writer implements BomWriter {
    private static final String DOCUMENT = "SPDXRef-DOCUMENT";
    private static final String SUBJECT = "SPDXRef-Subject";

    @Override
    public void write(Bom bom, OutputStream out) {
        SortedMap<String, String> texts = new TreeMap<>();
        Map<String, String> ids = new HashMap<>();
        bom.entries().forEach(entry -> ids.put(entry.reference(), "SPDXRef-Package-" + (ids.size() + 1)));
        try (JsonText json = new JsonText(out)) {
            json.startObject();
            json.member("spdxVersion", "SPDX-2.3");
            json.member("dataLicense", "CC0-1.0");
            json.member("SPDXID", DOCUMENT);
            json.member("name", bom.name());
            json.member("documentNamespace", "urn:uuid:" + bom.serialNumber());
            json.member("creationInfo",
                    Members.of("created", bom.created().toString(), "creators", List.of("Tool: gatehouse-" + bom.toolVersion())));
            json.startArray("packages");
            json.element(Members.of("SPDXID", SUBJECT, "name", bom.name(), "versionInfo", bom.version(), "downloadLocation",
                    "NOASSERTION", "filesAnalyzed", false, "primaryPackagePurpose", "APPLICATION"));
            for (BomEntry entry : bom.entries()) {
                json.element(packaged(entry, id(ids, entry.reference()), texts));
            }
            json.endArray();
            if (!texts.isEmpty()) {
                json.startArray("hasExtractedLicensingInfos");
                texts.forEach((id, text) -> json.element(Members.of("licenseId", id, "extractedText", text, "name", text)));
                json.endArray();
            }
            json.startArray("relationships");
            json.element(relationship(DOCUMENT, "DESCRIBES", SUBJECT));
            bom.direct().forEach(reference -> json.element(relationship(SUBJECT, "DEPENDS_ON", id(ids, reference))));
            for (BomEntry entry : bom.entries()) {
                entry.dependsOn().forEach(reference -> json.element(
                        relationship(id(ids, entry.reference()), "DEPENDS_ON", id(ids, reference))));
            }
            json.endArray();
            json.endObject();
        }
    }

    private static String id(Map<String, String> ids, String reference) {
        return ids.getOrDefault(reference, DOCUMENT);
    }

    private static Map<String, Object> relationship(String from, String type, String to) {
        return Members.of("spdxElementId", from, "relationshipType", type, "relatedSpdxElement", to);
    }

    private static Map<String, Object> packaged(BomEntry entry, String id, Map<String, String> texts) {
        PackageUrl purl = entry.purl();
        String name = purl.namespace() == null ? purl.name() : purl.namespace() + "/" + purl.name();
        return Members.of("SPDXID", id, "name", name, "versionInfo",
                purl.version() == null ? entry.requirement() : purl.version(), "supplier",
                entry.supplier().isEmpty() ? "NOASSERTION" : "Organization: " + entry.supplier(), "downloadLocation",
                "NOASSERTION",
                "filesAnalyzed", false, "checksums",
                entry.hashes().stream().filter(hash -> !hash.algorithm().startsWith("SHA3"))
                        .map(hash -> Members.of("algorithm", hash.algorithm().replace("SHA-", "SHA"), "checksumValue",
                                hash.hex()))
                        .toList(),
                "licenseConcluded", "NOASSERTION", "licenseDeclared", licence(entry, texts), "copyrightText", "NOASSERTION",
                "externalRefs", List.of(Members.of("referenceCategory", "PACKAGE-MANAGER", "referenceType", "purl",
                        "referenceLocator", purl.toString())));
    }

    private static String licence(BomEntry entry, Map<String, String> texts) {
        Expression expression = entry.licence();
        if (expression != null && expression.ids().stream().noneMatch(id -> id.contains("Ref-"))) {
            return expression.toString();
        }
        if (entry.declaration().isBlank()) {
            return "NOASSERTION";
        }
        String id = "LicenseRef-" + Digest.of(entry.declaration()).substring(0, 16);
        texts.put(id, entry.declaration());
        return id;
    }
}
