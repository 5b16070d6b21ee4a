package dev.gatehouse.sca.licence;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Which licences a team accepts. Immutable.
///
/// Entries are ids of the list, ids with `+` or `-or-later`, whole terms with an exception (`GPL-2.0-only WITH
/// Classpath-exception-2.0`), or families that end in `*` (`GPL-*`). The more exact entry wins; between equals deny beats review
/// beats allow. What no entry names is allowed if nothing is allowed by name, else to be reviewed.
public final class LicencePolicy {
    private final Set<String> allow;
    private final Set<String> review;
    private final Set<String> deny;

    public LicencePolicy(Set<String> allow, Set<String> review, Set<String> deny) {
        this.allow = lower(allow);
        this.review = lower(review);
        this.deny = lower(deny);
    }

    /// What is said of a licence, mildest first.
    public enum Judgement {
        ALLOWED, REVIEW, DENIED
    }

    private static Set<String> lower(Set<String> ids) {
        Set<String> lower = new TreeSet<>();
        ids.forEach(id -> lower.add(id.toLowerCase(Locale.ROOT).strip()));
        return lower;
    }

    /// A judgement and what led to it.
    ///
    /// @param licence
    ///            the licence that decided
    /// @param entry
    ///            the line of policy: `deny: GPL-*`
    public record Ruling(Judgement judgement, Expression.Licence licence, String entry) {}

    /// Whether it says anything.
    public boolean isEmpty() {
        return allow.isEmpty() && review.isEmpty() && deny.isEmpty();
    }

    /// Of alternatives the mildest counts, because it may be chosen; of what holds together the gravest.
    public Judgement judge(Expression expression) {
        return rule(expression).judgement();
    }

    /// As [#judge], with what led to it.
    public Ruling rule(Expression expression) {
        return switch (expression) {
            case Expression.Licence licence -> single(licence);
            case Expression.And and -> and.parts().stream().map(this::rule)
                    .reduce((one, other) -> other.judgement().compareTo(one.judgement()) > 0 ? other : one).orElseThrow();
            case Expression.Or or -> or.parts().stream().map(this::rule)
                    .reduce((one, other) -> other.judgement().compareTo(one.judgement()) < 0 ? other : one).orElseThrow();
        };
    }

    private Ruling single(Expression.Licence licence) {
        String whole = licence.toString().toLowerCase(Locale.ROOT);
        String id = licence.id().toLowerCase(Locale.ROOT);
        for (String name : licence.exception() == null
                ? List.of(whole, id)
                : List.of(whole, id + (licence.orLater() ? "+" : ""), id)) {
            Judgement exact = named(name);
            if (exact != null) {
                return ruling(exact, licence, name);
            }
        }
        for (int end = id.length(); end > 0; end--) {
            String name = id.substring(0, end) + "*";
            Judgement family = named(name);
            if (family != null) {
                return ruling(family, licence, name);
            }
        }
        return allow.isEmpty()
                ? new Ruling(Judgement.ALLOWED, licence, "no entry names it")
                : new Ruling(Judgement.REVIEW, licence, "no entry names it, and only what is named is allowed");
    }

    private static Ruling ruling(Judgement judgement, Expression.Licence licence, String entry) {
        String list = switch (judgement) {
            case ALLOWED -> "allow";
            case REVIEW -> "review";
            case DENIED -> "deny";
        };
        return new Ruling(judgement, licence, list + ": " + entry);
    }

    private @Nullable Judgement named(String name) {
        if (deny.contains(name)) {
            return Judgement.DENIED;
        }
        if (review.contains(name)) {
            return Judgement.REVIEW;
        }
        return allow.contains(name) ? Judgement.ALLOWED : null;
    }
}
