package dev.gatehouse.foreign.mapping;

import java.util.ArrayList;
import java.util.List;

/// Reads the steps of an expression.
final class StepReader {
    private final String text;
    private int at;

    StepReader(String text, int at) {
        this.text = text;
        this.at = at;
    }

    List<Step> read() {
        List<Step> steps = new ArrayList<>();
        if (text.substring(at).equals(".")) {
            return steps;
        }
        // What begins elsewhere has a dot before its first key.
        if (at > 0 && peek('.')) {
            at++;
        }
        while (at < text.length()) {
            if (peek('[')) {
                steps.add(brackets());
            } else {
                key(steps);
            }
            if (at < text.length() && !peek('[')) {
                expect('.');
                if (at == text.length()) {
                    throw wrong("a key must follow the dot");
                }
            }
        }
        return steps;
    }

    private void key(List<Step> steps) {
        String name = peek('"') ? quoted() : plain();
        if (text.startsWith("[]+", at)) {
            at += 3;
            steps.add(new Step.Nested(name));
        } else {
            steps.add(new Step.Key(name));
        }
    }

    private String quoted() {
        int end = text.indexOf('"', at + 1);
        if (end < 0) {
            throw wrong("the quote is not closed");
        }
        String name = text.substring(at + 1, end);
        at = end + 1;
        return name;
    }

    private String plain() {
        int begin = at;
        while (at < text.length() && (Character.isLetterOrDigit(text.charAt(at)) || "_-@#:".indexOf(text.charAt(at)) >= 0)) {
            at++;
        }
        if (at == begin) {
            throw wrong("a key is missing");
        }
        return text.substring(begin, at);
    }

    private Step brackets() {
        int end = text.indexOf(']', at);
        String inside = end < 0 ? "?" : text.substring(at + 1, end);
        if (!inside.matches("[0-9]{0,6}")) {
            throw wrong("between brackets stands nothing or a number");
        }
        at = end + 1;
        return inside.isEmpty() ? new Step.Each() : new Step.Index(Integer.parseInt(inside));
    }

    private boolean peek(char c) {
        return at < text.length() && text.charAt(at) == c;
    }

    private void expect(char c) {
        if (!peek(c)) {
            throw wrong("'" + c + "' is missing");
        }
        at++;
    }

    private IllegalArgumentException wrong(String why) {
        return new IllegalArgumentException("'" + text + "' is no expression: " + why + " at character " + (at + 1));
    }
}
