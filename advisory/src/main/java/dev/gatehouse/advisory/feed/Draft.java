package dev.gatehouse.advisory.feed;

import dev.gatehouse.advisory.Advisory;
import dev.gatehouse.advisory.Affected;
import dev.gatehouse.advisory.Rating;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// An advisory on the way.
final class Draft {
    private static final int LONGEST_SUMMARY = 240;
    private static final int MOST_REFERENCES = 4;
    private static final Pattern SPACES = Pattern.compile("\\s+");
    private static final Pattern CWE = Pattern.compile("CWE-\\d{1,6}");

    private final String id;
    private final String source;
    private final Set<String> aliases = new LinkedHashSet<>();
    private final Set<String> upstream = new LinkedHashSet<>();
    private final Set<String> cwes = new LinkedHashSet<>();
    private final Set<String> references = new LinkedHashSet<>();
    private final Set<Rating> ratings = new LinkedHashSet<>();
    private final List<Affected> affected = new ArrayList<>();
    private Advisory.Kind kind = Advisory.Kind.VULNERABILITY;
    private String summary = "";
    private boolean disputed;
    private @Nullable Instant published;
    private @Nullable Instant modified;
    private @Nullable Instant withdrawn;

    Draft(String id, String source) {
        this.id = id;
        this.source = source;
    }

    Draft kind(Advisory.Kind value) {
        kind = value;
        return this;
    }

    Draft alias(@Nullable String alias) {
        if (alias != null && !alias.isBlank() && !alias.equals(id)) {
            aliases.add(alias.strip());
        }
        return this;
    }

    Draft aliases(List<String> all) {
        all.forEach(this::alias);
        return this;
    }

    Draft upstream(List<String> all) {
        upstream.addAll(all);
        return this;
    }

    /// The first line of a text; one that begins with NVD's mark makes the advisory a disputed one.
    Draft summary(@Nullable String text) {
        if (text != null && summary.isEmpty()) {
            String line = SPACES.matcher(text.strip().lines().findFirst().orElse("")).replaceAll(" ");
            summary = line.length() <= LONGEST_SUMMARY ? line : line.substring(0, LONGEST_SUMMARY - 1) + '…';
        }
        return disputedIn(text);
    }

    Draft disputedIn(@Nullable String text) {
        disputed |= text != null && text.regionMatches(true, 0, "** DISPUTED **", 0, 14);
        return this;
    }

    Draft dates(@Nullable Instant publishedAt, @Nullable Instant modifiedAt, @Nullable Instant withdrawnAt) {
        published = publishedAt;
        modified = modifiedAt;
        withdrawn = withdrawnAt;
        return this;
    }

    Draft rating(@Nullable String text) {
        if (text != null) {
            Rating.of(text).ifPresent(ratings::add);
        }
        return this;
    }

    Draft cwes(List<String> all) {
        all.stream().map(cwe -> cwe.toUpperCase(Locale.ROOT)).filter(CWE.asMatchPredicate()).forEach(cwes::add);
        return this;
    }

    Draft references(List<String> all) {
        all.stream().filter(url -> url.startsWith("https://") || url.startsWith("http://")).forEach(references::add);
        return this;
    }

    Draft affected(Affected one) {
        affected.add(one);
        return this;
    }

    boolean isEmpty() {
        return affected.isEmpty();
    }

    Advisory finish() {
        return new Advisory(id, source, kind, List.copyOf(aliases), List.copyOf(upstream), summary, published, modified,
                withdrawn,
                disputed, List.copyOf(ratings), List.copyOf(cwes), references.stream().limit(MOST_REFERENCES).toList(), affected);
    }
}
