package dev.gatehouse.cli.policy;

import dev.gatehouse.cli.UsageException;
import dev.gatehouse.rego.value.ArrayValue;
import dev.gatehouse.rego.value.BooleanValue;
import dev.gatehouse.rego.value.JsonException;
import dev.gatehouse.rego.value.JsonReader;
import dev.gatehouse.rego.value.NullValue;
import dev.gatehouse.rego.value.NumberValue;
import dev.gatehouse.rego.value.ObjectValue;
import dev.gatehouse.rego.value.ReadLimits;
import dev.gatehouse.rego.value.StringValue;
import dev.gatehouse.rego.value.Value;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads Dockerfiles as policies written for Conftest expect them: a list with one list of instructions, each
/// `{Cmd, SubCmd, JSON, Flags, Value, Stage}`; comments before an instruction are instructions `comment`.
final class DockerfileInstructions {
    private static final Set<String> KNOWN = Set.of("add", "arg", "cmd", "copy", "entrypoint", "env", "expose", "from",
            "healthcheck", "label", "maintainer", "onbuild", "run", "shell", "stopsignal", "user", "volume", "workdir");
    private static final Set<String> WITH_HEREDOC = Set.of("add", "copy", "run");
    private static final Pattern DIRECTIVE = Pattern.compile("#\\s*([a-zA-Z][a-zA-Z0-9]*)\\s*=\\s*(.*\\S)\\s*");
    private static final Pattern HEREDOC = Pattern.compile("\\d*<<(-?)[\"']?([A-Za-z_][A-Za-z0-9_.-]*)[\"']?");
    private static final Pattern BLANKS = Pattern.compile("[\\t\\x0B\\f\\r ]+");

    private final String name;
    private final List<String> lines;
    private final ArrayValue.Builder instructions = ArrayValue.builder();
    private char escape = '\\';
    private int at;
    private int stage = -1;

    private DockerfileInstructions(String name, byte[] content) {
        this.name = name;
        String text = new String(content, StandardCharsets.UTF_8);
        this.lines = (text.startsWith("\ufeff") ? text.substring(1) : text).lines().toList();
    }

    /// @throws UsageException at the first line that is no instruction
    static Value read(String name, byte[] content) throws UsageException {
        return new DockerfileInstructions(name, content).all();
    }

    private UsageException error(int line, String what) {
        return new UsageException(name + ":" + line + ": " + what);
    }

    private Value all() throws UsageException {
        List<String> comments = new ArrayList<>();
        directives();
        boolean any = false;
        while (at < lines.size()) {
            String line = lines.get(at).strip();
            if (line.startsWith("#")) {
                String comment = line.substring(1).strip();
                if (comment.isEmpty()) {
                    comments.clear();
                } else {
                    comments.add(comment);
                }
                at++;
            } else if (line.isEmpty()) {
                at++;
            } else {
                instruction(comments);
                comments.clear();
                any = true;
            }
        }
        if (!any) {
            throw error(lines.size() + 1, "file with no instructions");
        }
        return ArrayValue.of(List.of(instructions.build()));
    }

    /// Skips `# syntax=…` and such at the beginning.
    private void directives() throws UsageException {
        while (at < lines.size()) {
            Matcher directive = DIRECTIVE.matcher(lines.get(at).strip());
            if (!directive.matches()
                    || !Set.of("syntax", "check", "escape").contains(directive.group(1).toLowerCase(Locale.ROOT))) {
                return;
            }
            if (directive.group(1).equalsIgnoreCase("escape")) {
                if (!directive.group(2).equals("\\") && !directive.group(2).equals("`")) {
                    throw error(at + 1, "invalid escape token, must be ` or \\");
                }
                escape = directive.group(2).charAt(0);
            }
            at++;
        }
    }

    private void instruction(List<String> comments) throws UsageException {
        int first = at + 1;
        StringBuilder joined = new StringBuilder();
        String line = lines.get(at++).stripLeading();
        boolean more = continues(line);
        joined.append(more ? withoutEscape(line) : line);
        while (more && at < lines.size()) {
            line = lines.get(at++);
            if (line.isBlank() || line.stripLeading().startsWith("#")) {
                continue;
            }
            more = continues(line);
            joined.append(more ? withoutEscape(line) : line);
        }
        String[] words = BLANKS.split(joined.toString().strip(), 2);
        String command = words[0].toLowerCase(Locale.ROOT);
        if (!KNOWN.contains(command)) {
            throw error(first, "unknown instruction: " + words[0]);
        }
        if (command.equals("from")) {
            stage++;
        }
        for (String comment : comments) {
            add("comment", "", false, NullValue.NULL, strings(List.of(comment)));
        }
        write(first, command, "", words.length > 1 ? words[1] : "");
    }

    private boolean continues(String line) {
        String end = line.stripTrailing();
        boolean escaped = end.length() > 1 && end.charAt(end.length() - 2) == escape;
        return !end.isEmpty() && end.charAt(end.length() - 1) == escape && !escaped;
    }

    private static String withoutEscape(String line) {
        String end = line.stripTrailing();
        return end.substring(0, end.length() - 1);
    }

    private void write(int line, String command, String outer, String rest) throws UsageException {
        List<String> flags = new ArrayList<>();
        String arguments = flags(rest, flags).strip();
        if (WITH_HEREDOC.contains(command)) {
            heredocs(line, arguments);
        }
        if (command.equals("onbuild") && !arguments.isEmpty()) {
            String[] words = BLANKS.split(arguments, 2);
            onbuild(line, words[0], flags, words.length > 1 ? words[1] : "");
            return;
        }
        boolean[] json = new boolean[1];
        List<String> values = values(line, command, arguments, json);
        add(outer.isEmpty() ? command : outer, outer.isEmpty() ? "" : command, json[0], strings(flags),
                values.isEmpty() ? NullValue.NULL : strings(values));
    }

    private void onbuild(int line, String inner, List<String> flags, String rest) throws UsageException {
        String command = inner.toLowerCase(Locale.ROOT);
        if (!KNOWN.contains(command) || Set.of("onbuild", "from", "maintainer").contains(command)) {
            throw error(line, inner + " is not allowed as an ONBUILD trigger");
        }
        boolean[] json = new boolean[1];
        List<String> values = values(line, command, flags(rest, new ArrayList<>()).strip(), json);
        add("onbuild", inner, json[0], strings(flags), values.isEmpty() ? NullValue.NULL : strings(values));
    }

    private void add(String command, String inner, boolean json, Value flags, Value values) {
        instructions.add(ObjectValue.builder().put("Cmd", StringValue.of(command)).put("SubCmd", StringValue.of(inner))
                .put("JSON", json ? BooleanValue.TRUE : BooleanValue.FALSE).put("Flags", flags).put("Value", values)
                .put("Stage", NumberValue.of(Math.max(0, stage))).build());
    }

    private static Value strings(List<String> texts) {
        return ArrayValue.of(texts.stream().map(StringValue::of).toList());
    }

    private List<String> values(int line, String command, String arguments, boolean[] json) throws UsageException {
        if (arguments.isEmpty()) {
            return List.of();
        }
        switch (command) {
            case "env", "label" -> {
                return pairs(line, command, arguments);
            }
            case "arg" -> {
                return words(arguments);
            }
            case "from", "expose" -> {
                return List.of(BLANKS.split(arguments));
            }
            case "user", "workdir", "stopsignal", "maintainer" -> {
                return List.of(arguments);
            }
            case "healthcheck" -> {
                String[] parts = BLANKS.split(arguments, 2);
                List<String> all = new ArrayList<>(List.of(parts[0]));
                if (parts.length > 1) {
                    all.addAll(values(line, "cmd", parts[1], json));
                }
                return all;
            }
            default -> {
                List<String> listed = json(line, arguments);
                json[0] = listed != null;
                boolean oneText = command.equals("run") || command.equals("cmd") || command.equals("entrypoint")
                        || command.equals("shell");
                return listed != null ? listed : oneText ? List.of(arguments) : List.of(BLANKS.split(arguments));
            }
        }
    }

    private @Nullable List<String> json(int line, String arguments) throws UsageException {
        if (!arguments.startsWith("[")) {
            return null;
        }
        try {
            List<String> all = new ArrayList<>();
            for (Value each : (ArrayValue) new JsonReader(ReadLimits.DEFAULT).read(arguments)) {
                if (!(each instanceof StringValue text)) {
                    throw error(line, "when using JSON array syntax, arrays must be comprised of strings only");
                }
                all.add(text.text());
            }
            return all;
        } catch (JsonException e) {
            return null;
        }
    }

    private List<String> pairs(int line, String command, String arguments) throws UsageException {
        List<String> words = words(arguments);
        List<String> all = new ArrayList<>();
        if (!words.getFirst().contains("=")) {
            String[] parts = BLANKS.split(arguments, 2);
            if (parts.length < 2) {
                throw error(line, command.toUpperCase(Locale.ROOT) + " must have two arguments");
            }
            return List.of(parts[0], parts[1], "");
        }
        for (String word : words) {
            int equals = word.indexOf('=');
            if (equals < 0) {
                throw error(line, "can't find = in " + StringValue.of(word) + ": must be of the form name=value");
            }
            all.addAll(List.of(word.substring(0, equals), word.substring(equals + 1), "="));
        }
        return all;
    }

    /// Words between blanks; quotes keep blanks together and stay.
    private List<String> words(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        char quote = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote == 0 && Character.isWhitespace(c)) {
                if (!word.isEmpty()) {
                    words.add(word.toString());
                    word.setLength(0);
                }
                continue;
            }
            if (c == escape && quote != '\'') {
                if (i + 1 == text.length()) {
                    break;
                }
                word.append(c).append(text.charAt(++i));
                continue;
            }
            if (quote == 0 && (c == '\'' || c == '"')) {
                quote = c;
            } else if (c == quote) {
                quote = 0;
            }
            word.append(c);
        }
        if (!word.isEmpty()) {
            words.add(word.toString());
        }
        return words;
    }

    /// Takes the options `--name` from the front, without quotes and escapes; answers what follows.
    private String flags(String text, List<String> flags) {
        int i = 0;
        while (true) {
            while (i < text.length() && Character.isWhitespace(text.charAt(i))) {
                i++;
            }
            if (!text.startsWith("--", i)) {
                return text.substring(i);
            }
            StringBuilder word = new StringBuilder();
            char quote = 0;
            for (; i < text.length() && (quote != 0 || !Character.isWhitespace(text.charAt(i))); i++) {
                char c = text.charAt(i);
                if (c == escape && i + 1 < text.length()) {
                    word.append(text.charAt(++i));
                } else if (quote == 0 && (c == '\'' || c == '"')) {
                    quote = c;
                } else if (c == quote) {
                    quote = 0;
                } else if (c != escape) {
                    word.append(c);
                }
            }
            if (word.toString().equals("--")) {
                return text.substring(i);
            }
            flags.add(word.toString());
        }
    }

    /// Skips the lines that `<<MARK` announces.
    private void heredocs(int line, String arguments) throws UsageException {
        if (!arguments.contains("<<")) {
            return;
        }
        for (String word : words(arguments)) {
            Matcher heredoc = HEREDOC.matcher(word);
            if (!heredoc.matches()) {
                continue;
            }
            boolean tabs = !heredoc.group(1).isEmpty();
            boolean ended = false;
            while (!ended && at < lines.size()) {
                String each = lines.get(at++);
                ended = (tabs ? each.replaceFirst("^\\t+", "") : each).equals(heredoc.group(2));
            }
            if (!ended) {
                throw error(line, "unterminated heredoc");
            }
        }
    }
}
