package dev.gatehouse.foreign;

import dev.gatehouse.core.finding.Fingerprint;
import dev.gatehouse.ecosystem.PackageUrl;
import dev.gatehouse.ecosystem.PackageUrlException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a foreign result is matched by: never its line, and its file only where nothing else is known.
///
/// - in a file: the fingerprint that the tool keeps stable, then rule and text of the line, white space aside
/// - at an endpoint: rule, method, path with numbers and identifiers taken out, parameter; not the host, which differs from stage to
/// stage
/// - in a package: package and every name of the weakness, as the engine `sca` has it, so that both find the same finding
/// - a report of Gatehouse itself brings its own identity
final class Identity {
    private static final String OURS = "gatehouseIdentity/v1";
    private static final int LONGEST_VALUE = 500;
    private static final Pattern SPACE = Pattern.compile("\\s+");
    private static final Pattern NUMBER = Pattern.compile("[0-9]+");
    private static final Pattern VARIABLE_SEGMENT = Pattern
            .compile("[0-9]+|[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}|[0-9a-fA-F]{16,}");

    private Identity() {}

    /// Of a result in a file.
    ///
    /// @param text
    ///            the line as it may be shown; null if it is not known
    static List<Fingerprint> inFile(ForeignResult result, String path, @Nullable String text) {
        List<Fingerprint> identity = new ArrayList<>();
        String ours = result.fingerprints().get(OURS);
        if (ours != null) {
            try {
                return List.of(Fingerprint.parse(ours));
            } catch (IllegalArgumentException e) {
                // It only looks like ours.
            }
        }
        if (!result.fingerprints().isEmpty()) {
            Map<String, String> sorted = new TreeMap<>(result.fingerprints());
            identity.add(digest("stable", result, sorted.toString()));
        }
        String line = text == null ? "" : SPACE.matcher(text).replaceAll(" ").strip();
        identity.add(line.isEmpty()
                ? digest("message", result, path + "\n" + NUMBER.matcher(result.message()).replaceAll("0"))
                : digest("text", result, line));
        return identity;
    }

    static List<Fingerprint> atEndpoint(ForeignResult result, Spot.AtEndpoint spot) {
        return List.of(digest("endpoint", result, spot.method() + " " + endpointPath(spot.uri()) + "\n" + spot.parameter()));
    }

    static List<Fingerprint> inPackage(ForeignResult result, String purl) {
        List<String> names = result.names().isEmpty() ? List.of(result.rule()) : result.names();
        String name;
        try {
            name = PackageUrl.parse(purl).unversioned().toString();
        } catch (PackageUrlException e) {
            return List.of(digest("package", result, purl));
        }
        return names.stream().map(alias -> {
            String value = name + "|" + alias.replaceAll("[^!-~]", "_");
            return new Fingerprint("dependency", 1, value.substring(0, Math.min(LONGEST_VALUE, value.length())));
        }).distinct().toList();
    }

    static List<Fingerprint> atResource(ForeignResult result, Spot.AtResource spot) {
        return List.of(digest("resource", result, spot.kind() + "\n" + spot.name()));
    }

    /// The path of a URI, its variable segments as `{}`.
    static String endpointPath(String uri) {
        String rest = uri;
        int scheme = rest.indexOf("://");
        if (scheme >= 0) {
            int slash = rest.indexOf('/', scheme + 3);
            rest = slash < 0 ? "/" : rest.substring(slash);
        }
        int end = rest.indexOf('?');
        int fragment = rest.indexOf('#');
        end = end < 0 ? fragment : fragment < 0 ? end : Math.min(end, fragment);
        rest = end < 0 ? rest : rest.substring(0, end);
        var path = new StringBuilder();
        for (String segment : rest.split("/", -1)) {
            path.append('/').append(VARIABLE_SEGMENT.matcher(segment).matches() ? "{}" : segment);
        }
        return path.substring(1);
    }

    private static Fingerprint digest(String what, ForeignResult result, String of) {
        String text = what + "\n" + RuleIds.slug(result.tool()) + "\n" + result.rule() + "\n" + of;
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return new Fingerprint("import", 1, HexFormat.of().formatHex(digest, 0, 16));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
