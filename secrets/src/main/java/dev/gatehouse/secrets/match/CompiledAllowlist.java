package dev.gatehouse.secrets.match;

import com.google.re2j.Pattern;
import dev.gatehouse.core.source.Origin;
import dev.gatehouse.core.source.Place;
import dev.gatehouse.secrets.rule.Allowlist;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/// An allow-list ready for use. Its regular expressions are compiled when first needed. Thread-safe.
final class CompiledAllowlist {
    private final Allowlist list;
    private final Supplier<List<Pattern>> regexes;
    private final Supplier<List<Pattern>> paths;

    CompiledAllowlist(Allowlist list) {
        this.list = list;
        this.regexes = new Lazy<>(() -> list.regexes().stream().map(Pattern::compile).toList());
        this.paths = new Lazy<>(() -> list.paths().stream().map(Pattern::compile).toList());
    }

    /// Whether only the content matters, so that it can be decided at once.
    boolean decidedByContent() {
        return !list.all() || !list.onPlace();
    }

    /// Whether it needs both: what was matched, and where.
    boolean waitsForPlace() {
        return list.all() && list.onPlace() && list.onContent();
    }

    /// Whether the list asks for the line.
    boolean wantsLine() {
        return list.target() == Allowlist.Target.LINE && !list.regexes().isEmpty();
    }

    /// Whether what it says of content holds.
    boolean allows(String secret, String match, Supplier<String> line) {
        if (!list.onContent()) {
            return false;
        }
        boolean regex = !list.regexes().isEmpty() && matches(regexes.get(), switch (list.target()) {
            case SECRET -> secret;
            case MATCH -> match;
            case LINE -> line.get();
        });
        boolean word = !list.stopwords().isEmpty() && containsStopword(secret.toLowerCase(Locale.ROOT));
        return list.all() ? (list.regexes().isEmpty() || regex) && (list.stopwords().isEmpty() || word) : regex || word;
    }

    /// Whether it lets the match pass at the place.
    ///
    /// @param contentHolds
    ///            for a list that waits for the place, what [#allows] said
    boolean allows(Place place, boolean contentHolds) {
        if (!list.onPlace() || waitsForPlace() && !contentHolds) {
            return false;
        }
        boolean commit = place.origin() instanceof Origin.Commit origin && list.commits().contains(origin.id());
        boolean path = !list.paths().isEmpty() && matches(paths.get(), place.path().toString());
        return list.all() ? (list.commits().isEmpty() || commit) && (list.paths().isEmpty() || path) : commit || path;
    }

    private boolean containsStopword(String lower) {
        for (String word : list.stopwords()) {
            if (lower.contains(word)) {
                return true;
            }
        }
        return false;
    }

    private static boolean matches(List<Pattern> patterns, String text) {
        for (Pattern pattern : patterns) {
            if (pattern.matcher(text).find()) {
                return true;
            }
        }
        return false;
    }
}
