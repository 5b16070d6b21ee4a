package dev.gatehouse.advisory.feed;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One statement of a VEX document. Source: OpenVEX 0.2.0, CSAF 2.0 (section 4.5), CycloneDX 1.7 (`analysis`).
///
/// @param vulnerabilities
///            all names of the weakness
/// @param products
///            package URLs or other identifiers of the products; empty means the document's own subject
/// @param status
///            what it says
/// @param justification
///            the machine-readable reason for *not affected*, in OpenVEX's words; null without
/// @param statement
///            what its author says in words; null without
/// @param author
///            who says it; null if the document does not tell
public record VexStatement(List<String> vulnerabilities, List<String> products, Status status, @Nullable String justification,
        @Nullable String statement, @Nullable String author) {
    public VexStatement {
        vulnerabilities = List.copyOf(vulnerabilities);
        products = List.copyOf(products);
    }

    /// What a product has to do with a weakness.
    public enum Status {
        NOT_AFFECTED, AFFECTED, FIXED, UNDER_INVESTIGATION
    }
}
