package dev.gatehouse.advisory.feed;

import dev.gatehouse.document.DocumentException;
import dev.gatehouse.document.Format;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The analyses in the vulnerabilities of a CycloneDX document, 1.4 to 1.7, in JSON. Source: cyclonedx.org, `vulnerabilities`.
final class CycloneDxVexImporter implements Importer {

    @Override
    public void read(Entry entry, Intake intake) throws DocumentException {
        View root = View.of(entry.read(Format.JSON));
        Map<String, String> urls = components(root);
        for (View vulnerability : root.each("vulnerabilities")) {
            List<String> names = new ArrayList<>(vulnerability.texts("id"));
            vulnerability.each("references").forEach(reference -> names.addAll(reference.texts("id")));
            View analysis = vulnerability.view("analysis");
            VexStatement.Status status = status(analysis.anyText("state"));
            if (names.isEmpty() || status == null) {
                intake.leftOut(entry.name(), "a vulnerability has no id or no analysis");
                continue;
            }
            List<String> products = new ArrayList<>();
            vulnerability.each("affects")
                    .forEach(affects -> affects.texts("ref").forEach(ref -> products.add(urls.getOrDefault(ref, ref))));
            intake.statement(new VexStatement(names, products, status, justification(analysis.anyText("justification")),
                    analysis.text("detail"), root.view("metadata").view("supplier").text("name")));
        }
    }

    private static Map<String, String> components(View root) {
        Map<String, String> urls = new HashMap<>();
        Deque<View> open = new ArrayDeque<>(root.each("components"));
        open.push(root.view("metadata").view("component"));
        while (!open.isEmpty()) {
            View component = open.pop();
            open.addAll(component.each("components"));
            String ref = component.text("bom-ref");
            String purl = component.text("purl");
            if (ref != null && purl != null) {
                urls.put(ref, purl);
            }
        }
        return urls;
    }

    private static VexStatement.@Nullable Status status(String state) {
        return switch (state) {
            case "not_affected", "false_positive" -> VexStatement.Status.NOT_AFFECTED;
            case "resolved", "resolved_with_pedigree" -> VexStatement.Status.FIXED;
            case "exploitable" -> VexStatement.Status.AFFECTED;
            case "in_triage" -> VexStatement.Status.UNDER_INVESTIGATION;
            default -> null;
        };
    }

    /// In OpenVEX's words where there is one that means the same.
    private static @Nullable String justification(String word) {
        return switch (word) {
            case "" -> null;
            case "code_not_present" -> "vulnerable_code_not_present";
            case "code_not_reachable" -> "vulnerable_code_not_in_execute_path";
            case "protected_by_mitigating_control", "protected_at_runtime", "protected_at_perimeter", "protected_by_compiler" ->
                "inline_mitigations_already_exist";
            case "requires_configuration", "requires_dependency", "requires_environment" ->
                "vulnerable_code_cannot_be_controlled_by_adversary";
            default -> word;
        };
    }
}
