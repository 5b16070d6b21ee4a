package dev.gatehouse.foreign.mapping;

import java.util.Locale;
import java.util.Map;

/// The text of a piece of HTML. No parser: what comes of it is shown as text, never as HTML. Linear in its length.
final class HtmlText {
    private static final Map<String, String> ENTITIES = Map.of("amp", "&", "lt", "<", "gt", ">", "quot", "\"", "apos", "'",
            "nbsp",
            " ");
    private static final int LONGEST_ENTITY = 10;

    private HtmlText() {}

    static String of(String html) {
        var text = new StringBuilder(html.length());
        for (int i = 0; i < html.length(); i++) {
            char c = html.charAt(i);
            if (c == '<' && tagBegins(html, i + 1)) {
                int end = html.indexOf('>', i);
                if (end < 0) {
                    break;
                }
                String tag = html.substring(i + 1, end).toLowerCase(Locale.ROOT);
                if (tag.startsWith("br") || tag.startsWith("/p") || tag.startsWith("/li") || tag.startsWith("/div")) {
                    text.append('\n');
                }
                i = end;
            } else if (c == '&') {
                int end = html.indexOf(';', i);
                String resolved = end > i && end - i <= LONGEST_ENTITY ? entity(html.substring(i + 1, end)) : null;
                if (resolved == null) {
                    text.append(c);
                } else {
                    text.append(resolved);
                    i = end;
                }
            } else {
                text.append(c);
            }
        }
        return text.toString().lines().map(String::strip).filter(line -> !line.isEmpty()).reduce((a, b) -> a + "\n" + b)
                .orElse("");
    }

    private static boolean tagBegins(String html, int at) {
        return at < html.length() && (Character.isLetter(html.charAt(at)) || html.charAt(at) == '/' || html.charAt(at) == '!');
    }

    private static @org.jspecify.annotations.Nullable String entity(String name) {
        if (!name.startsWith("#")) {
            return ENTITIES.get(name);
        }
        try {
            boolean hexadecimal = name.startsWith("#x") || name.startsWith("#X");
            int point = hexadecimal ? Integer.parseInt(name.substring(2), 16) : Integer.parseInt(name.substring(1));
            return Character.isDefined(point) ? Character.toString(point) : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
