package dev.gatehouse.detection.sigma;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads a condition. Weakest first: `or`, `and`, `not`, `1 of` and `all of`, parentheses; the keywords in any case.
final class ConditionParser {
    private static final int LONGEST = 4096;
    private static final int DEEPEST = 64;
    private static final Pattern TOKEN = Pattern.compile("\\s*(?:([()|])|([^\\s()|]+))");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_*?.-]+");
    private static final Set<String> KEYWORDS = Set.of("and", "or", "not", "of", "them", "all");

    private final List<String> tokens = new ArrayList<>();
    private final Set<String> searches;
    private int position;
    private int depth;

    /// A condition is wrong; the message is a clause for people.
    static final class MalformedException extends Exception {
        private static final long serialVersionUID = 1;

        MalformedException(String message) {
            super(message);
        }
    }

    private ConditionParser(String text, Set<String> searches) throws MalformedException {
        if (text.length() > LONGEST) {
            throw new MalformedException("the condition is longer than " + LONGEST + " characters");
        }
        Matcher matcher = TOKEN.matcher(text.strip());
        while (matcher.lookingAt()) {
            tokens.add(matcher.group(1) != null ? matcher.group(1) : matcher.group(2));
            matcher.region(matcher.end(), matcher.regionEnd());
        }
        this.searches = searches;
    }

    /// @param searches
    ///            names of the rule's searches; the condition may name no other
    static Condition parse(String text, Set<String> searches) throws MalformedException {
        var parser = new ConditionParser(text, searches);
        Condition condition = parser.or();
        if (parser.position < parser.tokens.size()) {
            String rest = parser.tokens.get(parser.position);
            throw new MalformedException(rest.equals("|")
                    ? "aggregations (`| count() …`) are not part of Sigma 2; write a correlation instead"
                    : "'" + rest + "' is not expected here");
        }
        return condition;
    }

    private Condition or() throws MalformedException {
        List<Condition> parts = new ArrayList<>(List.of(and()));
        while (take("or")) {
            parts.add(and());
        }
        return parts.size() == 1 ? parts.getFirst() : new Condition.Or(parts);
    }

    private Condition and() throws MalformedException {
        List<Condition> parts = new ArrayList<>(List.of(not()));
        while (take("and")) {
            parts.add(not());
        }
        return parts.size() == 1 ? parts.getFirst() : new Condition.And(parts);
    }

    private Condition not() throws MalformedException {
        if (++depth > DEEPEST) {
            throw new MalformedException("the condition is nested more than " + DEEPEST + " deep");
        }
        try {
            return take("not") ? new Condition.Not(not()) : primary();
        } finally {
            depth--;
        }
    }

    private Condition primary() throws MalformedException {
        if (take("(")) {
            Condition inner = or();
            if (!take(")")) {
                throw new MalformedException("a parenthesis is not closed");
            }
            return inner;
        }
        String token = next();
        if (peek("of") && (token.equals("1") || token.equalsIgnoreCase("any") || token.equalsIgnoreCase("all"))) {
            position++;
            return new Condition.Of(token.equalsIgnoreCase("all"), matching(next()));
        }
        if (peek("of")) {
            throw new MalformedException("'" + token + " of' is not known; write '1 of' or 'all of'");
        }
        if (KEYWORDS.contains(token.toLowerCase(Locale.ROOT)) || !NAME.matcher(token).matches()) {
            throw new MalformedException("'" + token + "' stands where the name of a search is expected");
        }
        if (!searches.contains(token)) {
            throw new MalformedException("it names '" + token + "', and the rule has no such search");
        }
        return new Condition.Named(token);
    }

    private List<String> matching(String pattern) throws MalformedException {
        // What begins with an underscore is a building block that only its own name calls.
        List<String> names = searches.stream().sorted()
                .filter(name -> pattern.equalsIgnoreCase("them") ? !name.startsWith("_") : named(pattern, name))
                .filter(name -> !name.startsWith("_") || pattern.startsWith("_")).toList();
        if (!NAME.matcher(pattern).matches() || names.isEmpty()) {
            throw new MalformedException("'" + pattern + "' matches no search of the rule");
        }
        return names;
    }

    private static boolean named(String pattern, String name) {
        return Wildcard.of(pattern).matchesExactly(name);
    }

    private String next() throws MalformedException {
        if (position == tokens.size()) {
            throw new MalformedException("it ends too early");
        }
        return tokens.get(position++);
    }

    private boolean peek(String token) {
        return position < tokens.size() && tokens.get(position).equalsIgnoreCase(token);
    }

    private boolean take(String token) {
        if (peek(token)) {
            position++;
            return true;
        }
        return false;
    }
}
