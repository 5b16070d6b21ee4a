package dev.gatehouse.rego.builtin;

import dev.gatehouse.rego.outside.HttpReply;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// How long an answer may be used again (RFC 9111).
final class HttpFreshness {
    private HttpFreshness() {}

    /// When an answer stops being fresh; null if it must not be kept.
    static @Nullable Instant expires(HttpReply reply) {
        Map<String, String> control = control(reply);
        if (control.containsKey("no-store")) {
            return null;
        }
        String age = control.get("max-age");
        if (age == null) {
            Instant expires = time(reply.header("expires"));
            // An answer that is stale at once may still be asked about.
            return expires == null ? Instant.MIN : expires;
        }
        Instant sent = time(reply.header("date"));
        return sent == null || !age.matches("[0-9]+")
                ? null
                : sent.plusSeconds(age.length() > 9 ? Integer.MAX_VALUE : Long.parseLong(age));
    }

    private static Map<String, String> control(HttpReply reply) {
        Map<String, String> control = new HashMap<>();
        String header = reply.header("cache-control");
        for (String part : header == null ? new String[0] : header.split(",")) {
            String[] pair = part.strip().split("=", -1);
            if (pair.length <= 2) {
                control.put(pair[0].strip(), pair.length == 2 ? pair[1].strip() : "");
            }
        }
        return control;
    }

    private static @Nullable Instant time(@Nullable String header) {
        try {
            return header == null ? null : ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }

    /// The headers that ask whether an answer still holds; none if that cannot be asked.
    static Map<String, String> conditions(HttpReply reply) {
        Map<String, String> conditions = new TreeMap<>();
        String tag = reply.header("etag");
        String modified = reply.header("last-modified");
        if (tag != null && !tag.isEmpty()) {
            conditions.put("If-None-Match", tag);
        }
        if (modified != null && !modified.isEmpty()) {
            conditions.put("If-Modified-Since", modified);
        }
        return conditions;
    }
}
