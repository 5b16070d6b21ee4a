package dev.gatehouse.sca.python;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Finds what literals a Python source passes to a function, without running it: texts, lists, tuples, dictionaries, sums of those, and
/// names of variables that the module sets once to one of them (docs.python.org, Lexical analysis). Everything else is *computed*.
final class PythonLiterals {
    private static final int MOST_TOKENS = 200_000;
    private static final int MOST_OPERANDS = 200_000;
    private static final int DEEPEST = 32;

    /// What an expression is known to be.
    sealed interface Value {}

    /// A text.
    ///
    /// @param start
    ///            index of its first character in the source
    /// @param end
    ///            index behind its last one
    record Text(String text, int start, int end) implements Value {}

    /// A list or tuple.
    record Many(List<Value> values) implements Value {}

    /// A dictionary with texts as keys.
    record Dictionary(Map<String, Value> entries) implements Value {}

    /// Something that only running would tell.
    record Computed(int start) implements Value {}

    /// A call with its arguments by name; of those that are passed by position nothing is kept.
    record Call(Map<String, Value> arguments) {}

    private enum Kind {
        NAME, TEXT, SIGN, NUMBER
    }

    private record Token(Kind kind, String text, int start, int end, boolean formatted) {
        boolean sign(String sign) {
            return kind == Kind.SIGN && text.equals(sign);
        }
    }

    private final List<Token> tokens = new ArrayList<>();
    private final Map<String, Integer> assigned = new HashMap<>();
    private final Map<String, Integer> assignments = new HashMap<>();
    private int at;
    private int operands;

    PythonLiterals(String source) {
        tokenise(source);
        int depth = 0;
        for (int i = 0; i + 1 < tokens.size(); i++) {
            Token token = tokens.get(i);
            depth += opens(token) ? 1 : closes(token) ? -1 : 0;
            if (depth == 0 && token.kind == Kind.NAME && changes(tokens.get(i + 1))) {
                assignments.merge(token.text, 1, Integer::sum);
                assigned.putIfAbsent(token.text, i + 2);
            }
        }
    }

    /// Whether the name before it gets another value, or what it stands for does.
    private boolean changes(Token next) {
        return next.sign("=") || next.sign("+=") || next.sign(".");
    }

    /// The first call of a function by this name, alone or behind a dot; null if there is none.
    @Nullable
    Call call(String function) {
        for (int i = 0; i + 1 < tokens.size(); i++) {
            if (tokens.get(i).kind == Kind.NAME && tokens.get(i).text.equals(function) && tokens.get(i + 1).sign("(")
                    && (i == 0 || !tokens.get(i - 1).text.equals("def"))) {
                at = i + 2;
                return new Call(arguments());
            }
        }
        return null;
    }

    private Map<String, Value> arguments() {
        Map<String, Value> arguments = new LinkedHashMap<>();
        while (at < tokens.size() && !tokens.get(at).sign(")")) {
            int before = at;
            if (tokens.get(at).kind == Kind.NAME && at + 1 < tokens.size() && tokens.get(at + 1).sign("=")) {
                String name = tokens.get(at).text;
                at += 2;
                arguments.put(name, argument(0));
            } else {
                skip();
            }
            if (at < tokens.size() && tokens.get(at).sign(",") || at == before) {
                // A bracket that nothing opened is passed over too.
                at++;
            }
        }
        return arguments;
    }

    /// An expression up to the comma or bracket behind it; computed if something follows that is not understood.
    private Value argument(int depth) {
        int start = at;
        Value value = sum(depth);
        if (at >= tokens.size() || tokens.get(at).sign(",") || closes(tokens.get(at))) {
            return value;
        }
        at = start;
        skip();
        return new Computed(tokens.get(start).start);
    }

    private Value sum(int depth) {
        Value first = operand(depth);
        if (at >= tokens.size() || !tokens.get(at).sign("+")) {
            return first;
        }
        List<Value> parts = new ArrayList<>(List.of(first));
        while (at < tokens.size() && tokens.get(at).sign("+")) {
            at++;
            parts.add(operand(depth));
        }
        return new Many(parts);
    }

    private Value operand(int depth) {
        if (++operands > MOST_OPERANDS) {
            // Variables that hold variables may multiply without end.
            at = tokens.size();
        }
        if (at >= tokens.size() || depth > DEEPEST) {
            return new Computed(tokens.isEmpty() ? 0 : tokens.get(Math.min(at, tokens.size() - 1)).start);
        }
        Token token = tokens.get(at);
        if (token.kind == Kind.TEXT) {
            return text();
        }
        if (token.sign("[") || token.sign("(")) {
            return many(token.sign("[") ? "]" : ")", depth);
        }
        if (token.sign("{")) {
            return dictionary(depth);
        }
        at++;
        Integer set = token.kind == Kind.NAME ? assigned.get(token.text) : null;
        if (set != null && assignments.getOrDefault(token.text, 0) == 1) {
            int back = at;
            at = set;
            Value value = sum(depth + 1);
            boolean whole = at >= tokens.size()
                    || !tokens.get(at).sign("(") && !tokens.get(at).sign(".") && !tokens.get(at).sign("[");
            at = back;
            return whole ? value : new Computed(token.start);
        }
        return new Computed(token.start);
    }

    /// Texts that stand side by side are one.
    private Value text() {
        Token first = tokens.get(at);
        StringBuilder text = new StringBuilder();
        boolean formatted = false;
        int end = first.end;
        while (at < tokens.size() && tokens.get(at).kind == Kind.TEXT) {
            text.append(tokens.get(at).text);
            formatted |= tokens.get(at).formatted;
            end = tokens.get(at).end;
            at++;
        }
        return formatted ? new Computed(first.start) : new Text(text.toString(), first.start, end);
    }

    private Value many(String close, int depth) {
        int start = tokens.get(at).start;
        at++;
        List<Value> values = new ArrayList<>();
        while (at < tokens.size() && !tokens.get(at).sign(close)) {
            int before = at;
            values.add(argument(depth + 1));
            if (at < tokens.size() && tokens.get(at).sign(",")) {
                at++;
            } else if (at == before || at < tokens.size() && !tokens.get(at).sign(close)) {
                return new Computed(start);
            }
        }
        at++;
        return new Many(values);
    }

    private Value dictionary(int depth) {
        int start = tokens.get(at).start;
        at++;
        Map<String, Value> entries = new LinkedHashMap<>();
        while (at < tokens.size() && !tokens.get(at).sign("}")) {
            Value key = operand(depth + 1);
            if (!(key instanceof Text text) || at >= tokens.size() || !tokens.get(at).sign(":")) {
                skip();
                at++;
                return new Computed(start);
            }
            at++;
            entries.put(text.text(), argument(depth + 1));
            if (at < tokens.size() && tokens.get(at).sign(",")) {
                at++;
            }
        }
        at++;
        return new Dictionary(entries);
    }

    /// Goes on to the comma or bracket that ends the expression.
    private void skip() {
        int depth = 0;
        while (at < tokens.size()) {
            Token token = tokens.get(at);
            if (depth == 0 && (token.sign(",") || closes(token))) {
                return;
            }
            depth += opens(token) ? 1 : closes(token) ? -1 : 0;
            at++;
        }
    }

    private static boolean opens(Token token) {
        return token.sign("(") || token.sign("[") || token.sign("{");
    }

    private static boolean closes(Token token) {
        return token.sign(")") || token.sign("]") || token.sign("}");
    }

    private void tokenise(String source) {
        int i = 0;
        while (i < source.length() && tokens.size() < MOST_TOKENS) {
            char c = source.charAt(i);
            if (Character.isWhitespace(c) || c == '\\') {
                i++;
            } else if (c == '#') {
                int end = source.indexOf('\n', i);
                i = end < 0 ? source.length() : end;
            } else if (c == '"' || c == '\'') {
                i = literal(source, i, i);
            } else if (Character.isJavaIdentifierStart(c)) {
                int end = i;
                while (end < source.length() && Character.isJavaIdentifierPart(source.charAt(end))) {
                    end++;
                }
                if (end < source.length() && end - i <= 2 && (source.charAt(end) == '"' || source.charAt(end) == '\'')) {
                    i = literal(source, i, end);
                } else {
                    tokens.add(new Token(Kind.NAME, source.substring(i, end), i, end, false));
                    i = end;
                }
            } else if (Character.isDigit(c)) {
                int end = i;
                while (end < source.length() && (Character.isLetterOrDigit(source.charAt(end)) || source.charAt(end) == '.')) {
                    end++;
                }
                tokens.add(new Token(Kind.NUMBER, source.substring(i, end), i, end, false));
                i = end;
            } else {
                boolean two = i + 1 < source.length() && source.charAt(i + 1) == '=' && "=+-*/!<>:%&|^@".indexOf(c) >= 0;
                tokens.add(new Token(Kind.SIGN, source.substring(i, two ? i + 2 : i + 1), i, two ? i + 2 : i + 1, false));
                i += two ? 2 : 1;
            }
        }
    }

    /// Reads a text whose prefix begins at one index and whose quote stands at another; gives the index behind it.
    private int literal(String source, int begin, int quote) {
        String mark = source.substring(quote, quote + 1);
        String close = source.startsWith(mark.repeat(3), quote) ? mark.repeat(3) : mark;
        String prefix = source.substring(begin, quote);
        boolean raw = prefix.contains("r") || prefix.contains("R");
        StringBuilder text = new StringBuilder();
        int i = quote + close.length();
        while (i < source.length() && !source.startsWith(close, i)) {
            char c = source.charAt(i);
            if (c == '\n' && close.length() == 1) {
                break;
            }
            if (c == '\\' && i + 1 < source.length()) {
                char next = source.charAt(i + 1);
                // A line break behind a backslash is none; others than these have no place in requirements.
                text.append(
                        raw ? "\\" + next : next == 'n' ? "\n" : next == 't' ? "\t" : next == '\n' ? "" : String.valueOf(next));
                i += 2;
            } else {
                text.append(c);
                i++;
            }
        }
        int end = Math.min(source.length(), i + close.length());
        tokens.add(new Token(Kind.TEXT, text.toString(), begin, end, prefix.contains("f") || prefix.contains("F")));
        return end;
    }
}
