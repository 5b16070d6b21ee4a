package dev.gatehouse.oci.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What a server wants to see before it answers: one challenge of a `WWW-Authenticate` header (RFC 9110, section 11.6.1).
///
/// @param scheme
///            in lower case: `bearer`, `basic`
record Challenge(String scheme, Map<String, String> parameters) {

    /// The challenges of all such headers; what cannot be understood is left out.
    static List<Challenge> parse(List<String> headers) {
        List<Challenge> challenges = new ArrayList<>();
        for (String header : headers) {
            new Scanner(header, challenges).scan();
        }
        return challenges;
    }

    /// The challenge of a scheme; null if there is none.
    static @Nullable Challenge of(String scheme, List<Challenge> challenges) {
        return challenges.stream().filter(each -> each.scheme.equals(scheme)).findFirst().orElse(null);
    }

    /// Reads `scheme key=value, key="quoted", scheme …`: a word without `=` begins the next challenge.
    private static final class Scanner {
        private final String text;
        private final List<Challenge> challenges;
        private int at;

        Scanner(String text, List<Challenge> challenges) {
            this.text = text;
            this.challenges = challenges;
        }

        void scan() {
            Map<String, String> parameters = null;
            while (true) {
                while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == ',' || text.charAt(at) == '\t')) {
                    at++;
                }
                String word = word();
                if (word.isEmpty()) {
                    return;
                }
                while (at < text.length() && text.charAt(at) == ' ') {
                    at++;
                }
                if (at < text.length() && text.charAt(at) == '=') {
                    at++;
                    String value = value();
                    if (parameters != null) {
                        parameters.putIfAbsent(word.toLowerCase(Locale.ROOT), value);
                    }
                } else {
                    parameters = new TreeMap<>();
                    challenges.add(new Challenge(word.toLowerCase(Locale.ROOT), parameters));
                }
            }
        }

        private String word() {
            int start = at;
            while (at < text.length() && " ,=\t\"".indexOf(text.charAt(at)) < 0) {
                at++;
            }
            return text.substring(start, at);
        }

        private String value() {
            if (at >= text.length() || text.charAt(at) != '"') {
                return word();
            }
            var value = new StringBuilder();
            for (at++; at < text.length() && text.charAt(at) != '"'; at++) {
                if (text.charAt(at) == '\\' && at + 1 < text.length()) {
                    at++;
                }
                value.append(text.charAt(at));
            }
            at++;
            return value.toString();
        }
    }
}
