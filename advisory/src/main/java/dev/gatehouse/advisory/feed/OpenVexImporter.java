package dev.gatehouse.advisory.feed;

import dev.gatehouse.document.DocumentException;
import dev.gatehouse.document.Format;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// OpenVEX 0.0.x to 0.2.0. Source: openvex/spec.
final class OpenVexImporter implements Importer {

    @Override
    public void read(Entry entry, Intake intake) throws DocumentException {
        View root = View.of(entry.read(Format.JSON));
        for (View statement : root.each("statements")) {
            List<String> names = new ArrayList<>(statement.texts("vulnerability"));
            View vulnerability = statement.view("vulnerability");
            names.addAll(vulnerability.texts("name"));
            names.addAll(vulnerability.texts("aliases"));
            List<String> products = new ArrayList<>(statement.texts("products"));
            statement.each("products").forEach(product -> {
                products.addAll(subjects(product));
                // What is said of a component holds for the component within the product.
                product.each("subcomponents").forEach(component -> products.addAll(subjects(component)));
            });
            Optional<VexStatement.Status> status = status(statement.anyText("status"));
            if (names.isEmpty() || status.isEmpty()) {
                intake.leftOut(entry.name(), "a statement has no vulnerability or status");
            } else {
                String words = statement.anyText("impact_statement", "action_statement", "status_notes");
                intake.statement(new VexStatement(names, products, status.get(), statement.text("justification"),
                        words.isEmpty() ? null : words, root.text("author")));
            }
        }
    }

    private static List<String> subjects(View product) {
        List<String> subjects = new ArrayList<>(product.texts("@id"));
        subjects.addAll(product.view("identifiers").texts("purl"));
        return subjects.stream().distinct().toList();
    }

    private static Optional<VexStatement.Status> status(String word) {
        return Optional.ofNullable(switch (word) {
            case "not_affected" -> VexStatement.Status.NOT_AFFECTED;
            case "affected" -> VexStatement.Status.AFFECTED;
            case "fixed" -> VexStatement.Status.FIXED;
            case "under_investigation" -> VexStatement.Status.UNDER_INVESTIGATION;
            default -> null;
        });
    }
}
