package dev.gatehouse.sca.licence;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads SPDX licence expressions. Operators count in any letter case, because nearly everybody accepts that; ids must be on the
/// list or references. Bounded in length and depth.
public final class ExpressionParser {
    private static final int LONGEST = 10_000;
    private static final int DEEPEST = 64;
    private static final Pattern TOKEN = Pattern.compile("\\s*([()]|[A-Za-z0-9.:+-]+)");
    private static final Pattern REFERENCE = Pattern.compile("(?:DocumentRef-[A-Za-z0-9.-]+:)?LicenseRef-[A-Za-z0-9.-]+");

    private final SpdxList list;

    public ExpressionParser(SpdxList list) {
        this.list = list;
    }

    /// The expression; absent if the text is none.
    public Optional<Expression> parse(String text) {
        if (text.isBlank() || text.length() > LONGEST) {
            return Optional.empty();
        }
        List<String> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(text.stripTrailing());
        int at = 0;
        while (matcher.find() && matcher.start() == at) {
            tokens.add(matcher.group(1));
            at = matcher.end();
        }
        if (at != text.stripTrailing().length()) {
            return Optional.empty();
        }
        Reading reading = new Reading(tokens);
        Expression whole = reading.or(0);
        return whole != null && reading.ended() ? Optional.of(whole) : Optional.empty();
    }

    /// One reading: null means that it is no expression.
    private final class Reading {
        private final List<String> tokens;
        private int next;

        Reading(List<String> tokens) {
            this.tokens = tokens;
        }

        boolean ended() {
            return next == tokens.size();
        }

        private boolean take(String word) {
            if (next < tokens.size() && tokens.get(next).equalsIgnoreCase(word)) {
                next++;
                return true;
            }
            return false;
        }

        @Nullable
        Expression or(int depth) {
            List<Expression> parts = new ArrayList<>();
            do {
                Expression part = and(depth);
                if (part == null) {
                    return null;
                }
                parts.add(part);
            } while (take("OR"));
            return parts.size() == 1 ? parts.getFirst() : new Expression.Or(parts);
        }

        private @Nullable Expression and(int depth) {
            List<Expression> parts = new ArrayList<>();
            do {
                Expression part = single(depth);
                if (part == null) {
                    return null;
                }
                parts.add(part);
            } while (take("AND"));
            return parts.size() == 1 ? parts.getFirst() : new Expression.And(parts);
        }

        private @Nullable Expression single(int depth) {
            if (take("(")) {
                Expression inner = depth < DEEPEST ? or(depth + 1) : null;
                return inner != null && take(")") ? inner : null;
            }
            if (ended()) {
                return null;
            }
            String word = tokens.get(next++);
            if (REFERENCE.matcher(word).matches()) {
                return new Expression.Licence(word, false, null);
            }
            // "GPL-2.0+" is an old id of its own and, read as one, says less than the licence it stands for.
            boolean plus = word.endsWith("+");
            SpdxList.Entry entry = list.licence(plus ? word.substring(0, word.length() - 1) : word);
            if (entry == null) {
                return null;
            }
            String exception = null;
            if (take("WITH")) {
                exception = ended() ? null : list.exception(tokens.get(next++));
                if (exception == null) {
                    return null;
                }
            }
            return current(entry.id(), plus, exception);
        }
    }

    /// The GNU licences have ids that say whether later versions count; older ones did not.
    private Expression.Licence current(String id, boolean plus, @Nullable String exception) {
        String upper = id.toUpperCase(Locale.ROOT);
        if (upper.matches("(A|L)?GPL-[0-9.]+|GFDL-[0-9.]+")) {
            SpdxList.Entry now = list.licence(id + (plus ? "-or-later" : "-only"));
            return now == null ? new Expression.Licence(id, plus, exception) : new Expression.Licence(now.id(), false, exception);
        }
        return new Expression.Licence(id, plus, exception);
    }
}
