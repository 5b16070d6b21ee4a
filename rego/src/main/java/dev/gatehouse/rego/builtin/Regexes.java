package dev.gatehouse.rego.builtin;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.gatehouse.rego.value.ArrayValue;
import dev.gatehouse.rego.value.BooleanValue;
import dev.gatehouse.rego.value.StringValue;
import dev.gatehouse.rego.value.Value;
import java.util.ArrayList;
import java.util.List;

/// Regular expressions of RE2, with Go's rules for all matches: no empty one right after another.
final class Regexes {
    private final RegexCache cache = new RegexCache();

    /// The groups of one match: begins and ends, -1 for a group that took no part.
    private record Match(int[] bounds) {
        int start() {
            return bounds[0];
        }

        int end() {
            return bounds[1];
        }

        String group(String text, int group) {
            return bounds[2 * group] < 0 ? "" : text.substring(bounds[2 * group], bounds[2 * group + 1]);
        }
    }

    void register(Builtins.Table table) {
        table.add("regex.is_valid",
                (context, arguments) -> BooleanValue.of(arguments[0] instanceof StringValue string && isValid(string.text())));
        Builtin match = (context, arguments) -> {
            String text = Operands.string(arguments, 1);
            context.work(1 + (text.length() >> 2));
            return BooleanValue.of(pattern(arguments, 0).matcher(text).find());
        };
        table.add("regex.match", match);
        table.add("re_match", match);
        table.add("regex.split", (context, arguments) -> split(context, pattern(arguments, 0), Operands.string(arguments, 1)));
        table.add("regex.find_n", (context, arguments) -> {
            var found = ArrayValue.builder();
            String text = Operands.string(arguments, 1);
            all(context, pattern(arguments, 0), text, Operands.integer(arguments, 2))
                    .forEach(each -> found.add(StringValue.of(each.group(text, 0))));
            return found.build();
        });
        table.add("regex.find_all_string_submatch_n", (context, arguments) -> submatches(context, arguments));
        table.add("regex.replace", (context, arguments) -> replace(context, Operands.string(arguments, 0), pattern(arguments, 1),
                Operands.string(arguments, 2)));
        table.add("regex.template_match", this::matchTemplate);
        table.add("regex.globs_match", (context, arguments) -> BooleanValue
                .of(GlobIntersection.isPossible(context, Operands.string(arguments, 0), Operands.string(arguments, 1))));
    }

    private Pattern pattern(Value[] arguments, int index) {
        return cache.compile(Operands.string(arguments, index));
    }

    private boolean isValid(String expression) {
        try {
            cache.compile(expression);
            return true;
        } catch (BuiltinError e) {
            return false;
        }
    }

    /// All matches, or the first `most` of them if that is not negative.
    private static List<Match> all(BuiltinContext context, Pattern pattern, String text, long most) {
        var matches = new ArrayList<Match>();
        Matcher matcher = pattern.matcher(text);
        int at = 0;
        int previousEnd = -1;
        while (at <= text.length() && (most < 0 || matches.size() < most) && matcher.find(at)) {
            context.work(1 + ((matcher.end() - at) >> 2));
            boolean accepted = true;
            if (matcher.end() == at) {
                accepted = matcher.start() != previousEnd;
                at += at < text.length() ? Character.charCount(text.codePointAt(at)) : 1;
            } else {
                at = matcher.end();
            }
            previousEnd = matcher.end();
            if (accepted) {
                matches.add(bounds(matcher));
            }
            if (matches.size() > context.limits().elements()) {
                throw BuiltinError.failure("result of more than " + context.limits().elements() + " elements");
            }
        }
        context.work(text.length() >> 4);
        return matches;
    }

    private static Match bounds(Matcher matcher) {
        int[] bounds = new int[2 * (matcher.groupCount() + 1)];
        for (int group = 0; group <= matcher.groupCount(); group++) {
            bounds[2 * group] = matcher.start(group);
            bounds[2 * group + 1] = matcher.end(group);
        }
        return new Match(bounds);
    }

    private static Value split(BuiltinContext context, Pattern pattern, String text) {
        var parts = ArrayValue.builder();
        if (!pattern.pattern().isEmpty() && text.isEmpty()) {
            return parts.add(StringValue.EMPTY).build();
        }
        int begin = 0;
        int end = 0;
        for (Match match : all(context, pattern, text, -1)) {
            end = match.start();
            if (match.end() != 0) {
                parts.add(StringValue.of(text.substring(begin, end)));
            }
            begin = match.end();
        }
        if (end != text.length()) {
            parts.add(StringValue.of(text.substring(begin)));
        }
        return parts.build();
    }

    private Value submatches(BuiltinContext context, Value[] arguments) {
        String text = Operands.string(arguments, 1);
        var found = ArrayValue.builder();
        for (Match match : all(context, pattern(arguments, 0), text, Operands.integer(arguments, 2))) {
            var groups = ArrayValue.builder(match.bounds.length / 2);
            for (int group = 0; group < match.bounds.length / 2; group++) {
                groups.add(StringValue.of(match.group(text, group)));
            }
            found.add(groups.build());
        }
        return found.build();
    }

    private static Value replace(BuiltinContext context, String text, Pattern pattern, String template) {
        var result = new StringBuilder();
        int copied = 0;
        for (Match match : all(context, pattern, text, -1)) {
            result.append(text, copied, match.start());
            expand(result, pattern, text, match, template);
            copied = match.end();
            if (result.length() > context.limits().characters()) {
                throw BuiltinError.failure("result of more than " + context.limits().characters() + " characters");
            }
        }
        result.append(text, copied, text.length());
        context.checkCharacters(result.length());
        return StringValue.of(result.toString());
    }

    /// Writes a template in which `$1`, `${1}` and `${name}` stand for groups and `$$` for a dollar.
    private static void expand(StringBuilder result, Pattern pattern, String text, Match match, String template) {
        int at = 0;
        while (at < template.length()) {
            int dollar = template.indexOf('$', at);
            if (dollar < 0) {
                break;
            }
            result.append(template, at, dollar);
            at = dollar + 1;
            if (template.startsWith("$", at)) {
                result.append('$');
                at++;
                continue;
            }
            boolean braces = template.startsWith("{", at);
            int start = braces ? at + 1 : at;
            int end = start;
            while (end < template.length() && isWord(template.codePointAt(end))) {
                end += Character.charCount(template.codePointAt(end));
            }
            if (end == start || (braces && !template.startsWith("}", end))) {
                // Malformed: a dollar is a dollar.
                result.append('$');
                continue;
            }
            result.append(group(pattern, text, match, template.substring(start, end)));
            at = braces ? end + 1 : end;
        }
        result.append(template, Math.min(at, template.length()), template.length());
    }

    private static boolean isWord(int codePoint) {
        return codePoint == '_' || Character.isLetter(codePoint) || Character.isDigit(codePoint);
    }

    private static String group(Pattern pattern, String text, Match match, String name) {
        if (name.matches("[0-9]{1,8}")) {
            int number = Integer.parseInt(name);
            return number < match.bounds.length / 2 && (number == 0 || name.charAt(0) != '0') ? match.group(text, number) : "";
        }
        Integer number = pattern.namedGroups().get(name);
        return number == null ? "" : match.group(text, number);
    }

    private Value matchTemplate(BuiltinContext context, Value[] arguments) {
        String template = Operands.string(arguments, 0);
        String text = Operands.string(arguments, 1);
        String start = Operands.string(arguments, 2);
        String end = Operands.string(arguments, 3);
        if (start.length() != 1 || start.charAt(0) > 0x7f) {
            throw BuiltinError.failure("start delimiter has to be exactly one character long but is " + start.length() + " long");
        }
        if (end.length() != 1 || end.charAt(0) > 0x7f) {
            throw BuiltinError.failure("end delimiter has to be exactly one character long but is " + start.length() + " long");
        }
        context.read(template);
        context.work(1 + (text.length() >> 2));
        return BooleanValue.of(cache.compile(templateExpression(template, start.charAt(0), end.charAt(0))).matcher(text).find());
    }

    /// The expression of a template: what stands between the delimiters is one, the rest is text.
    private String templateExpression(String template, char start, char end) {
        var expression = new StringBuilder("^");
        int depth = 0;
        int from = 0;
        for (int index = 0; index < template.length(); index++) {
            char character = template.charAt(index);
            if (character == start && ++depth == 1) {
                expression.append(Pattern.quote(template.substring(from, index)));
                from = index + 1;
            } else if (character != start && character == end) {
                depth--;
                if (depth == 0) {
                    String inner = template.substring(from, index);
                    cache.compile("^" + inner + "$");
                    expression.append('(').append(inner).append(')');
                    from = index + 1;
                } else if (depth < 0) {
                    break;
                }
            }
        }
        if (depth != 0) {
            throw BuiltinError.failure("unbalanced braces in " + StringValue.of(template));
        }
        return expression.append(Pattern.quote(template.substring(from))).append('$').toString();
    }
}
