package dev.gatehouse.rego.builtin;

import dev.gatehouse.rego.value.ObjectValue;
import dev.gatehouse.rego.value.StringValue;
import dev.gatehouse.rego.value.Utf8;
import dev.gatehouse.rego.value.Value;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Replaces strings in a string, several at once: at each place the first of the pairs that fits counts, and what was replaced is not
/// looked at again. The semantics of Go's `strings.NewReplacer`.
final class Replacements {
    private record Pair(String old, String replacement, int priority) {}

    private final Map<Character, List<Pair>> pairs = new HashMap<>();
    // An empty pattern stands between bytes, not between characters: then each character here is a byte.
    private final boolean bytewise;
    private @Nullable Pair empty;
    private int count;

    private Replacements(boolean bytewise) {
        this.bytewise = bytewise;
    }

    static void register(Builtins.Table table) {
        table.add("replace", (context, arguments) -> {
            String text = Operands.string(arguments, 0);
            String old = Operands.string(arguments, 1);
            var replacements = new Replacements(old.isEmpty());
            replacements.add(old, Operands.string(arguments, 2));
            return replacements.apply(context, text);
        });
        table.add("strings.replace_n", (context, arguments) -> {
            ObjectValue patterns = Operands.object(arguments, 0);
            var replacements = new Replacements(patterns.containsKey(StringValue.EMPTY));
            String text = Operands.string(arguments, 1);
            patterns.forEach((old, replacement) -> replacements.add(string(old, "key"), string(replacement, "value")));
            return replacements.apply(context, text);
        });
    }

    private static String string(Value value, String role) {
        if (value instanceof StringValue string) {
            return string.text();
        }
        throw BuiltinError.operand(1, "non-string " + role + " found in pattern object");
    }

    private void add(String old, String replacement) {
        var pair = new Pair(inUnits(old), inUnits(replacement), count++);
        if (!old.isEmpty()) {
            pairs.computeIfAbsent(pair.old.charAt(0), first -> new ArrayList<>()).add(pair);
        } else if (empty == null) {
            empty = pair;
        }
    }

    private String inUnits(String text) {
        return bytewise ? new String(Utf8.encode(text), StandardCharsets.ISO_8859_1) : text;
    }

    private Value apply(BuiltinContext context, String source) {
        String text = inUnits(source);
        var result = new StringBuilder();
        boolean mayBeEmpty = true;
        int copied = 0;
        int at = 0;
        while (at <= text.length()) {
            Pair pair = lookup(context, text, at, mayBeEmpty);
            mayBeEmpty = pair == null || !pair.old.isEmpty();
            if (pair == null) {
                at += at < text.length() ? Character.charCount(text.codePointAt(at)) : 1;
                continue;
            }
            result.append(text, copied, at).append(pair.replacement);
            at += pair.old.length();
            copied = at;
            if (result.length() > context.limits().characters()) {
                throw BuiltinError.failure("result of more than " + context.limits().characters() + " characters");
            }
        }
        result.append(text, copied, text.length());
        context.checkCharacters(result.length());
        String replaced = result.toString();
        return StringValue.of(bytewise ? Utf8.decode(replaced.getBytes(StandardCharsets.ISO_8859_1)) : replaced);
    }

    private @Nullable Pair lookup(BuiltinContext context, String text, int at, boolean mayBeEmpty) {
        Pair best = mayBeEmpty ? empty : null;
        List<Pair> candidates = at < text.length() ? pairs.get(text.charAt(at)) : null;
        if (candidates != null) {
            context.work(candidates.size());
            for (Pair candidate : candidates) {
                if ((best == null || candidate.priority < best.priority) && text.startsWith(candidate.old, at)) {
                    best = candidate;
                }
            }
        }
        return best;
    }
}
