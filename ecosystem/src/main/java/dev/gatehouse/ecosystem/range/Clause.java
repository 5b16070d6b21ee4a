package dev.gatehouse.ecosystem.range;

import java.util.ArrayList;
import java.util.List;

/// An operator and what it stands before: `>=` `1.2`.
///
/// @param operator
///            as written; empty without one
/// @param operand
///            never empty
record Clause(String operator, String operand) {
    private static final int MOST = 10_000;
    private static final String OPERATOR_CHARACTERS = "<>=!~^";

    /// Cuts a text at spaces and commas, and operators from what follows them, with or without a space between.
    static List<Clause> read(String text) throws RangeException {
        List<Clause> clauses = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            if (isSeparator(text.charAt(at))) {
                at++;
                continue;
            }
            int start = at;
            while (at < text.length() && OPERATOR_CHARACTERS.indexOf(text.charAt(at)) >= 0) {
                at++;
            }
            String operator = text.substring(start, at);
            while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
                at++;
            }
            start = at;
            while (at < text.length() && !isSeparator(text.charAt(at)) && !isOperator(text, at)) {
                at++;
            }
            if (start == at) {
                throw new RangeException("a version is missing behind '" + operator + "'");
            }
            clauses.add(new Clause(operator, text.substring(start, at)));
            if (clauses.size() > MOST) {
                throw new RangeException("more than " + MOST + " parts");
            }
        }
        return clauses;
    }

    /// An exclamation mark alone ends the epoch of a Python version.
    private static boolean isOperator(String text, int at) {
        char c = text.charAt(at);
        return c == '<' || c == '>' || c == '=' || c == '!' && at + 1 < text.length() && text.charAt(at + 1) == '=';
    }

    private static boolean isSeparator(char c) {
        return c == ',' || Character.isWhitespace(c);
    }
}
