package dev.gatehouse.rego.jsonschema;

import org.jspecify.annotations.Nullable;

/// The drafts of JSON Schema, in their order; the last stands for a schema that does not name its draft.
enum Draft {
    DRAFT_4, DRAFT_6, DRAFT_7, ANY;

    boolean isAtLeast(Draft other) {
        return compareTo(other) >= 0;
    }

    static @Nullable Draft of(String url) {
        return switch (url.endsWith("#") ? url.substring(0, url.length() - 1) : url) {
            case "http://json-schema.org/draft-04/schema" -> DRAFT_4;
            case "http://json-schema.org/draft-06/schema" -> DRAFT_6;
            case "http://json-schema.org/draft-07/schema" -> DRAFT_7;
            default -> null;
        };
    }
}
