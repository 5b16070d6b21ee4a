package dev.gatehouse.advisory.feed;

import dev.gatehouse.document.DocumentException;
import dev.gatehouse.document.Format;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// CSAF 2.0 and 2.1: the status of products in `vulnerabilities[]`, products named by their package URLs where the product tree
/// has them. Source: OASIS Common Security Advisory Framework 2.0, profile VEX.
final class CsafImporter implements Importer {
    private static final Map<String, VexStatement.Status> STATUS = Map.of("known_not_affected", VexStatement.Status.NOT_AFFECTED,
            "known_affected", VexStatement.Status.AFFECTED, "first_affected", VexStatement.Status.AFFECTED, "last_affected",
            VexStatement.Status.AFFECTED, "fixed", VexStatement.Status.FIXED, "first_fixed", VexStatement.Status.FIXED,
            "under_investigation", VexStatement.Status.UNDER_INVESTIGATION);

    @Override
    public void read(Entry entry, Intake intake) throws DocumentException {
        View root = View.of(entry.read(Format.JSON));
        Map<String, String> products = products(root.view("product_tree"));
        String author = root.view("document").view("publisher").text("name");
        for (View vulnerability : root.each("vulnerabilities")) {
            List<String> names = new ArrayList<>(vulnerability.texts("cve"));
            vulnerability.each("ids").forEach(id -> names.addAll(id.texts("text")));
            if (names.isEmpty()) {
                intake.leftOut(entry.name(), "a vulnerability has no id");
                continue;
            }
            View status = vulnerability.view("product_status");
            STATUS.forEach(
                    (key, meaning) -> statements(names, meaning, status.texts(key), vulnerability, products, author, intake));
        }
    }

    /// Products with the same justification make one statement.
    private static void statements(List<String> names, VexStatement.Status status, List<String> ids, View vulnerability,
            Map<String, String> products, @Nullable String author, Intake intake) {
        Set<String> left = new HashSet<>(ids);
        for (View flag : vulnerability.each("flags")) {
            List<String> flagged = flag.texts("product_ids").stream().filter(left::remove).toList();
            if (status == VexStatement.Status.NOT_AFFECTED && !flagged.isEmpty()) {
                intake.statement(statement(names, status, flagged, flag.text("label"), vulnerability, products, author));
            } else {
                left.addAll(flagged);
            }
        }
        if (!left.isEmpty()) {
            intake.statement(statement(names, status, left.stream().sorted().toList(), null, vulnerability, products, author));
        }
    }

    private static VexStatement statement(List<String> names, VexStatement.Status status, List<String> ids,
            @Nullable String justification, View vulnerability, Map<String, String> products, @Nullable String author) {
        String words = vulnerability.each("threats").stream().filter(threat -> "impact".equals(threat.text("category")))
                .filter(threat -> threat.texts("product_ids").stream().anyMatch(ids::contains))
                .flatMap(threat -> threat.texts("details").stream())
                .findFirst().orElse(null);
        return new VexStatement(names, ids.stream().map(id -> products.getOrDefault(id, id)).toList(), status, justification,
                words, author);
    }

    /// Product ids to package URLs: of products themselves, and of components that a relationship puts into a product.
    private static Map<String, String> products(View tree) {
        Map<String, String> urls = new HashMap<>();
        Deque<View> open = new ArrayDeque<>(tree.each("branches"));
        while (!open.isEmpty()) {
            View branch = open.pop();
            open.addAll(branch.each("branches"));
            add(branch.view("product"), urls);
        }
        tree.each("full_product_names").forEach(product -> add(product, urls));
        for (View relationship : tree.each("relationships")) {
            View whole = relationship.view("full_product_name");
            add(whole, urls);
            String id = whole.text("product_id");
            String component = urls.get(relationship.anyText("product_reference"));
            if (id != null && component != null) {
                urls.putIfAbsent(id, component);
            }
        }
        return urls;
    }

    private static void add(View product, Map<String, String> urls) {
        String id = product.text("product_id");
        View helper = product.view("product_identification_helper");
        List<String> purls = new ArrayList<>(helper.texts("purl"));
        purls.addAll(helper.texts("purls"));
        if (id != null && !purls.isEmpty()) {
            urls.put(id, purls.getFirst());
        }
    }
}
