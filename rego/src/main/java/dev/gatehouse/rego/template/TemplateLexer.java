package dev.gatehouse.rego.template;

import java.util.ArrayList;
import java.util.List;

/// Cuts a template into text and the tokens of its actions.
final class TemplateLexer {
    private final String text;
    private final List<Item> items = new ArrayList<>();
    private int at;
    private int line = 1;
    private int parentheses;

    private TemplateLexer(String text) {
        this.text = text;
    }

    static List<Item> items(String text) throws TemplateException {
        var lexer = new TemplateLexer(text);
        lexer.run();
        return lexer.items;
    }

    private TemplateException error(String message) {
        return new TemplateException(line, message);
    }

    private void add(Item.Kind kind, String value) {
        items.add(new Item(kind, value, line));
    }

    private static boolean isSpace(char unit) {
        return unit == ' ' || unit == '\t' || unit == '\r' || unit == '\n';
    }

    private void run() throws TemplateException {
        boolean trimsLeft = false;
        while (true) {
            int open = text.indexOf("{{", at);
            int stop = open < 0 ? text.length() : open;
            boolean trims = open >= 0 && text.startsWith("{{-", open) && open + 3 < text.length() && isSpace(text.charAt(open + 3));
            int from = at;
            int to = stop;
            while (trimsLeft && from < to && isSpace(text.charAt(from))) {
                from++;
            }
            while (trims && to > from && isSpace(text.charAt(to - 1))) {
                to--;
            }
            if (to > from) {
                add(Item.Kind.TEXT, text.substring(from, to));
            }
            count(at, stop);
            if (open < 0) {
                add(Item.Kind.END, "");
                return;
            }
            at = open + (trims ? 3 : 2);
            int comment = trims ? at + 1 : at;
            while (trims && comment < text.length() && isSpace(text.charAt(comment))) {
                comment++;
            }
            if (text.startsWith("/*", trims ? comment : at)) {
                trimsLeft = skipComment(trims ? comment : at);
            } else {
                add(Item.Kind.OPEN, "");
                trimsLeft = action();
            }
        }
    }

    private void count(int from, int to) {
        for (int index = from; index < to; index++) {
            line += text.charAt(index) == '\n' ? 1 : 0;
        }
    }

    /// Skips a comment; whether the text after it is trimmed.
    private boolean skipComment(int from) throws TemplateException {
        int end = text.indexOf("*/", from + 2);
        if (end < 0) {
            throw error("unclosed comment");
        }
        count(at, end);
        at = end + 2;
        int close = at;
        while (close < text.length() && isSpace(text.charAt(close))) {
            close++;
        }
        boolean trims = close > at && text.startsWith("-}}", close);
        if (!trims && !text.startsWith("}}", at)) {
            throw error("comment ends before closing delimiter");
        }
        at = trims ? close + 3 : at + 2;
        return trims;
    }

    /// Reads an action; whether the text after it is trimmed.
    private boolean action() throws TemplateException {
        parentheses = 0;
        while (true) {
            if (at >= text.length()) {
                throw error("unclosed action");
            }
            int space = at;
            while (space < text.length() && isSpace(text.charAt(space))) {
                space++;
            }
            boolean trims = space > at && text.startsWith("-}}", space);
            if (trims || text.startsWith("}}", at)) {
                if (parentheses > 0) {
                    throw error("unclosed left paren");
                }
                count(at, space);
                at = (trims ? space : at) + (trims ? 3 : 2);
                add(Item.Kind.CLOSE, "");
                return trims;
            }
            if (space > at) {
                add(Item.Kind.SPACE, " ");
                count(at, space);
                at = space;
            } else {
                token(text.charAt(at));
            }
        }
    }

    private void token(char unit) throws TemplateException {
        switch (unit) {
            case '=' -> single(Item.Kind.ASSIGN);
            case ':' -> {
                if (!text.startsWith(":=", at)) {
                    throw error("expected :=");
                }
                add(Item.Kind.DECLARE, ":=");
                at += 2;
            }
            case '|' -> single(Item.Kind.PIPE);
            case ',' -> single(Item.Kind.COMMA);
            case '(' -> {
                parentheses++;
                single(Item.Kind.LEFT);
            }
            case ')' -> {
                if (--parentheses < 0) {
                    throw error("unexpected right paren");
                }
                single(Item.Kind.RIGHT);
            }
            case '"' -> quoted('"', "unterminated quoted string", Item.Kind.STRING);
            case '\'' -> quoted('\'', "unterminated character constant", Item.Kind.CHARACTER);
            case '`' -> {
                int end = text.indexOf('`', at + 1);
                if (end < 0) {
                    throw error("unterminated raw quoted string");
                }
                add(Item.Kind.STRING, text.substring(at, end + 1));
                count(at, end);
                at = end + 1;
            }
            case '$' -> word(Item.Kind.VARIABLE);
            case '.' -> {
                boolean number = at + 1 < text.length() && Character.isDigit(text.charAt(at + 1));
                if (number) {
                    number();
                } else if (at + 1 < text.length() && isLetter(text.charAt(at + 1))) {
                    word(Item.Kind.FIELD);
                } else {
                    single(Item.Kind.DOT);
                }
            }
            default -> {
                if (unit == '+' || unit == '-' || (unit >= '0' && unit <= '9')) {
                    number();
                } else if (isLetter(unit)) {
                    word(Item.Kind.WORD);
                } else {
                    throw error("unexpected character in command: U+" + String.format(java.util.Locale.ROOT, "%04X", (int) unit));
                }
            }
        }
    }

    private void single(Item.Kind kind) {
        add(kind, text.substring(at, at + 1));
        at++;
    }

    private static boolean isLetter(char unit) {
        return unit == '_' || Character.isLetterOrDigit(unit);
    }

    private void word(Item.Kind kind) throws TemplateException {
        int from = at;
        at++;
        while (at < text.length() && isLetter(text.charAt(at))) {
            at++;
        }
        boolean ends = at >= text.length() || isSpace(text.charAt(at)) || ".,|:)(=".indexOf(text.charAt(at)) >= 0
                || text.startsWith("}}", at);
        if (!ends) {
            throw error("bad character '" + text.charAt(at) + "'");
        }
        add(kind, text.substring(from, at));
    }

    private void number() throws TemplateException {
        int from = at;
        at++;
        while (at < text.length() && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '.' || text.charAt(at) == '_'
                || ("+-".indexOf(text.charAt(at)) >= 0 && "eEpP".indexOf(text.charAt(at - 1)) >= 0))) {
            at++;
        }
        add(Item.Kind.NUMBER, text.substring(from, at));
    }

    private void quoted(char quote, String unterminated, Item.Kind kind) throws TemplateException {
        int from = at;
        at++;
        while (at < text.length() && text.charAt(at) != quote) {
            at += text.charAt(at) == '\\' ? 2 : 1;
            if (at >= text.length() || text.charAt(at - 1) == '\n') {
                throw error(unterminated);
            }
        }
        if (at >= text.length()) {
            throw error(unterminated);
        }
        at++;
        add(kind, text.substring(from, at));
    }
}
