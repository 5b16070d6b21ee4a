package dev.gatehouse.sca.python;

import dev.gatehouse.core.source.Blob;
import dev.gatehouse.sca.listing.Content;
import dev.gatehouse.sca.listing.Lines;
import dev.gatehouse.sca.listing.ListingBuilder;
import dev.gatehouse.sca.listing.PackageFormat;
import dev.gatehouse.sca.listing.Purls;
import dev.gatehouse.sca.listing.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// `METADATA` and `PKG-INFO` of installed distributions, wheels and eggs (packaging.python.org, Core metadata).
final class CoreMetadata implements PackageFormat {
    private static final int LONGEST_LICENCE = 200;

    @Override
    public String id() {
        return "python-metadata";
    }

    @Override
    public Role role() {
        return Role.INSTALLED;
    }

    @Override
    public boolean recognises(String path, String name, Blob blob) {
        return name.equals("metadata") && path.contains(".dist-info/") || name.equals("pkg-info")
                || name.endsWith(".egg-info") && blob.form() != Blob.Form.BINARY;
    }

    @Override
    public void read(Content content, ListingBuilder listing) {
        String name = "";
        String version = "";
        String expression = "";
        String licence = "";
        String author = "";
        List<String> classifiers = new ArrayList<>();
        List<String> needs = new ArrayList<>();
        Lines.Line place = null;
        for (Lines.Line line : content.lines()) {
            if (line.blank()) {
                break;
            }
            int colon = line.text().indexOf(": ");
            if (colon < 0 || line.indent() > 0) {
                continue;
            }
            String value = Lines.text(line.text().substring(colon + 2).strip());
            switch (line.text().substring(0, colon).toLowerCase(Locale.ROOT)) {
                case "name" -> {
                    name = value;
                    place = line;
                }
                case "version" -> version = value;
                case "license-expression" -> expression = value;
                case "license" -> licence = value;
                case "author", "author-email" -> author = author.isEmpty() ? value : author;
                case "classifier" -> classifiers.add(value);
                case "requires-dist" -> Requirement.read(value).ifPresent(asked -> {
                    if (!asked.marker().contains("extra ==") && !asked.marker().contains("extra==")) {
                        needs.add(Requirement.normalised(asked.name()));
                    }
                });
                default -> {
                    // Other fields say nothing about packages.
                }
            }
        }
        if (place == null || version.isEmpty()) {
            listing.problem("packages-unreadable", 0, "it names no distribution and version");
            return;
        }
        ListingBuilder.Draft draft = listing.add(Requirement.normalised(name), Purls.pypi(name, version), place.span())
                .licence(!expression.isEmpty()
                        ? expression
                        : !licence.isEmpty() && licence.length() <= LONGEST_LICENCE && !licence.equals("UNKNOWN")
                                ? licence
                                : classified(classifiers))
                .supplier(author);
        needs.forEach(draft::requires);
    }

    /// The licence that trove classifiers name: the words behind the last `::`.
    private static String classified(List<String> classifiers) {
        List<String> found = classifiers.stream().filter(each -> each.startsWith("License ::"))
                .map(each -> each.substring(each.lastIndexOf("::") + 2).strip()).filter(each -> !each.equals("OSI Approved"))
                .toList();
        return found.size() == 1 ? found.getFirst() : "";
    }
}
