package dev.gatehouse.sca.python;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A dependency specifier as PEP 508 has it: `name[extra]>=1,<2 ; python_version < "3.9"`, or `name @ address`.
///
/// @param name
///            as written
/// @param versions
///            the version clauses without white space; empty without any
/// @param pinned
///            the version if exactly one is allowed; empty otherwise
/// @param marker
///            when it holds; empty if always
/// @param address
///            where it comes from instead of an index; empty otherwise
record Requirement(String name, String versions, String pinned, String marker, String address) {
    private static final Pattern FORM = Pattern.compile(
            "\\s*([A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)\\s*(?:\\[[^\\]]*])?\\s*(?:@\\s*(\\S+)|\\(?([^;@()]*)\\)?)\\s*(?:;(.*))?");
    private static final Pattern EXACT = Pattern.compile("===?([^=,*\\s]+)");

    /// Reads one; absent if it is none.
    static Optional<Requirement> read(String text) {
        if (text.length() > 4096) {
            return Optional.empty();
        }
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String address = matcher.group(2) == null ? "" : matcher.group(2);
        String versions = matcher.group(3) == null ? "" : matcher.group(3).replaceAll("\\s+", "");
        if (!versions.isEmpty() && "<>=!~".indexOf(versions.charAt(0)) < 0) {
            return Optional.empty();
        }
        return Optional.of(new Requirement(matcher.group(1), versions, exact(versions),
                matcher.group(4) == null ? "" : matcher.group(4).strip(), address));
    }

    /// The version if the clauses allow exactly one.
    static String exact(String versions) {
        Matcher matcher = EXACT.matcher(versions);
        return matcher.matches() ? matcher.group(1) : "";
    }

    /// PEP 503.
    static String normalised(String name) {
        return name.toLowerCase(java.util.Locale.ROOT).replaceAll("[-_.]+", "-");
    }
}
