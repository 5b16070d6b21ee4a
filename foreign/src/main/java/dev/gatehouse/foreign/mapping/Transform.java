package dev.gatehouse.foreign.mapping;

import dev.gatehouse.document.Mapping;
import dev.gatehouse.document.Scalar;
import dev.gatehouse.document.Sequence;
import dev.gatehouse.document.Value;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What an expression makes of the text that it found.
enum Transform {
    /// Text of HTML: tags left out, entities resolved, a paragraph a line.
    HTML {
        @Override
        List<String> of(Value value, Scope scope) {
            return texts(value).stream().map(HtmlText::of).toList();
        }
    },
    /// The CWE numbers in it: of `CWE-79`, `external/cwe/cwe-079`, or of a bare number.
    CWE {
        @Override
        List<String> of(Value value, Scope scope) {
            Set<String> numbers = new LinkedHashSet<>();
            for (String text : texts(value)) {
                Matcher bare = BARE_NUMBER.matcher(text.strip());
                if (bare.matches()) {
                    numbers.add(bare.group(1));
                    continue;
                }
                Matcher named = NAMED_CWE.matcher(text);
                while (named.find()) {
                    numbers.add(named.group(1));
                }
            }
            return List.copyOf(numbers);
        }
    },
    /// In lower case.
    LOWER {
        @Override
        List<String> of(Value value, Scope scope) {
            return texts(value).stream().map(text -> text.toLowerCase(Locale.ROOT)).toList();
        }
    },
    /// The first address in it that begins with https://.
    LINK {
        @Override
        List<String> of(Value value, Scope scope) {
            List<String> links = new ArrayList<>();
            for (String text : texts(value)) {
                Matcher link = LINKED.matcher(text);
                if (link.find()) {
                    links.add(link.group());
                }
            }
            return links;
        }
    },
    /// The text of a SARIF message (SARIF 2.1.0, 3.11): its own, or that of the rule or tool that its id names, with its arguments
    /// in place. Asks the lookup `rule`.
    SARIF_MESSAGE {
        @Override
        List<String> of(Value value, Scope scope) {
            if (!(value instanceof Mapping message)) {
                return List.of();
            }
            String text = message.get("text") instanceof Scalar.Text own ? own.text() : null;
            if (text == null && message.get("id") instanceof Scalar.Text id) {
                text = messageString(scope.lookUp("rule"), id.text());
            }
            if (text == null && message.get("markdown") instanceof Scalar.Text markdown) {
                text = markdown.text();
            }
            return text == null ? List.of() : List.of(filled(text, message.get("arguments")));
        }
    };

    private static final Pattern BARE_NUMBER = Pattern.compile("0{0,4}([1-9][0-9]{0,4})");
    private static final Pattern NAMED_CWE = Pattern.compile("(?i)\\bcwe[-_/: ]{0,2}0{0,4}([1-9][0-9]{0,4})\\b");
    private static final Pattern LINKED = Pattern.compile("https://[^\\s<>\"')]{1,2000}");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([0-9]{1,3})\\}|\\{\\{|\\}\\}");

    /// The texts that it makes of a value; empty if of none.
    abstract List<String> of(Value value, Scope scope);

    /// The transform that a mapping names: `sarif-message`.
    ///
    /// @throws IllegalArgumentException
    ///             if there is none of that name
    static Transform named(String name) {
        for (Transform transform : values()) {
            if (transform.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(name)) {
                return transform;
            }
        }
        throw new IllegalArgumentException("there is no transform '" + name + "'");
    }

    private static List<String> texts(Value value) {
        return value instanceof Scalar scalar && !(value instanceof Scalar.Null) ? List.of(scalar.text()) : List.of();
    }

    private static @Nullable String messageString(@Nullable Value rule,
            String id) {
        return rule instanceof Mapping mapping && mapping.get("messageStrings") instanceof Mapping all
                && all.get(id) instanceof Mapping one && one.get("text") instanceof Scalar.Text text ? text.text() : null;
    }

    private static String filled(String text, @Nullable Value arguments) {
        List<Value> given = arguments instanceof Sequence sequence ? sequence.values() : List.of();
        return PLACEHOLDER.matcher(text).replaceAll(found -> {
            if (found.group(1) == null) {
                return Matcher.quoteReplacement(found.group().substring(1));
            }
            int index = Integer.parseInt(found.group(1));
            return index < given.size() && given.get(index) instanceof Scalar.Text argument
                    ? Matcher.quoteReplacement(argument.text())
                    : Matcher.quoteReplacement(found.group());
        });
    }
}
