package dev.gatehouse.sca.licence;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The copyright file of a Debian package: machine-readable (DEP-5, www.debian.org/doc/packaging-manuals/copyright-format/1.0) or
/// words that point at `/usr/share/common-licenses`. All licences that it names hold together, because files under each of them
/// are in the package.
final class DebianCopyright {
    private static final Pattern FIELD = Pattern.compile("(?im)^License:[ \\t]*(\\S.*?)[ \\t]*$");
    private static final Pattern COMMON = Pattern.compile("/usr/share/common-licenses/([A-Za-z]+(?:-[0-9.]*[0-9])?)");
    private static final Map<String, String> NAMES = Map.ofEntries(Map.entry("expat", "MIT"),
            Map.entry("artistic", "Artistic-1.0-Perl"),
            Map.entry("artistic-1", "Artistic-1.0-Perl"), Map.entry("perl", "(Artistic-1.0-Perl OR GPL-1.0-or-later)"),
            Map.entry("psf", "PSF-2.0"), Map.entry("bsd-2-clause", "BSD-2-Clause"), Map.entry("bsd-3-clause", "BSD-3-Clause"),
            Map.entry("bsd-4-clause", "BSD-4-Clause"), Map.entry("apache", "Apache-2.0"), Map.entry("bsd", "BSD-3-Clause"));
    private static final Pattern GNU = Pattern.compile("(a?gpl|lgpl|gfdl)-([0-9]+(?:\\.[0-9]+)?)(\\+)?");
    private static final int MOST = 40;

    private final LicenceReader reader;

    DebianCopyright(LicenceReader reader) {
        this.reader = reader;
    }

    /// What it names, as expressions; empty if it names nothing that is known.
    List<String> licences(String text) {
        Set<String> found = new LinkedHashSet<>();
        List<String> named = new ArrayList<>();
        boolean machine = text.regionMatches(true, 0, "Format", 0, 6);
        Matcher fields = (machine ? FIELD : COMMON).matcher(text);
        while (fields.find() && named.size() < MOST) {
            named.add(fields.group(1));
        }
        for (String name : named) {
            String expression = expression(name);
            if (expression != null) {
                found.add(expression);
            }
        }
        return List.copyOf(found);
    }

    /// `GPL-2+ or Artistic`: each part as Debian abbreviates it.
    private @org.jspecify.annotations.Nullable String expression(String named) {
        StringBuilder whole = new StringBuilder();
        for (String word : named.split("(?i)(?=\\b(?:or|and)\\s)|(?<=\\b(?:or|and))\\s|,")) {
            String part = word.strip();
            String lower = part.toLowerCase(Locale.ROOT);
            if (lower.equals("or") || lower.equals("and")) {
                whole.append(' ').append(part.toUpperCase(Locale.ROOT)).append(' ');
            } else if (!part.isEmpty()) {
                Matcher gnu = GNU.matcher(lower);
                whole.append(gnu.matches()
                        ? gnu.group(1).toUpperCase(Locale.ROOT) + "-" + gnu.group(2) + (gnu.group(2).indexOf('.') < 0 ? ".0" : "")
                                + (gnu.group(3) == null ? "-only" : "-or-later")
                        : NAMES.getOrDefault(lower, part));
            }
        }
        return reader.read(whole.toString()).map(Expression::toString).orElse(null);
    }
}
