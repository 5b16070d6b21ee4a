package dev.gatehouse.sca.other;

import dev.gatehouse.core.source.Blob;
import dev.gatehouse.sca.listing.Content;
import dev.gatehouse.sca.listing.Lines;
import dev.gatehouse.sca.listing.ListingBuilder;
import dev.gatehouse.sca.listing.PackageFormat;
import dev.gatehouse.sca.listing.Role;
import dev.gatehouse.sca.listing.Scope;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The images that a Dockerfile builds on (docs.docker.com/reference/dockerfile): `FROM`, `COPY --from` and mounts. Arguments are
/// filled in with their defaults. The image of the last stage, and those it stems from, runs; all others build.
final class Dockerfile implements PackageFormat {
    private static final Pattern VARIABLE = Pattern
            .compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)(?::?([-+])([^}]*))?}|\\$([A-Za-z_][A-Za-z0-9_]*)");
    private static final Pattern FROM_OPTION = Pattern.compile("(?:^|[\\s,])(?:--from=|from=)([^\\s,]+)");

    @Override
    public String id() {
        return "dockerfile";
    }

    @Override
    public Role role() {
        return Role.MANIFEST;
    }

    @Override
    public boolean recognises(String path, String name, Blob blob) {
        return (name.equals("dockerfile") || name.equals("containerfile") || name.startsWith("dockerfile.")
                || name.startsWith("containerfile.") || name.endsWith(".dockerfile") || name.endsWith(".containerfile"))
                && blob.form() != Blob.Form.BINARY && !name.matches(".*\\.(dockerignore|md|tt|erb|j2|tmpl|template|tpl)");
    }

    /// One stage: what it is built from and its name.
    private record Stage(String image, String name, Lines.Line line) {}

    @Override
    public void read(Content content, ListingBuilder listing) {
        Map<String, String> arguments = new HashMap<>();
        List<Stage> stages = new ArrayList<>();
        Set<String> names = new HashSet<>();
        List<Stage> copied = new ArrayList<>();
        StringBuilder joined = new StringBuilder();
        Lines.Line first = null;
        for (Lines.Line line : content.lines()) {
            String text = line.text().strip();
            if (text.startsWith("#") || text.isEmpty()) {
                continue;
            }
            first = joined.isEmpty() ? line : first;
            if (text.endsWith("\\") || text.endsWith("`")) {
                if (joined.length() < 1 << 20) {
                    joined.append(text, 0, text.length() - 1).append(' ');
                }
                continue;
            }
            String instruction = joined.append(text).toString();
            joined.setLength(0);
            String[] words = instruction.split("\\s+", 2);
            String rest = words.length > 1 ? words[1] : "";
            switch (words[0].toUpperCase(Locale.ROOT)) {
                case "ARG" -> {
                    int equals = rest.indexOf('=');
                    if (stages.isEmpty() && equals > 0) {
                        arguments.put(rest.substring(0, equals).strip(), unquoted(rest.substring(equals + 1).strip()));
                    }
                }
                case "FROM" -> {
                    Stage stage = stage(rest, arguments, first == null ? line : first);
                    stages.add(stage);
                    names.add(stage.name());
                }
                case "COPY", "ADD", "RUN" -> {
                    Matcher option = FROM_OPTION.matcher(rest);
                    while (option.find()) {
                        copied.add(new Stage(filled(option.group(1), arguments), "", first == null ? line : first));
                    }
                }
                default -> {
                    // Other instructions name no image.
                }
            }
        }
        Set<String> shipped = shipped(stages);
        for (int i = 0; i < stages.size(); i++) {
            Stage stage = stages.get(i);
            Set<String> earlier = new HashSet<>();
            stages.subList(0, i).forEach(each -> earlier.add(each.name()));
            add(stage, earlier, shipped.contains(String.valueOf(i)) ? Scope.RUNTIME : Scope.BUILD, listing);
        }
        copied.forEach(each -> add(each, names, Scope.BUILD, listing));
    }

    /// The positions of the last stage and of those that it stems from.
    private static Set<String> shipped(List<Stage> stages) {
        Set<String> shipped = new HashSet<>();
        int at = stages.size() - 1;
        while (at >= 0 && shipped.add(String.valueOf(at))) {
            String image = stages.get(at).image().toLowerCase(Locale.ROOT);
            int before = at - 1;
            while (before >= 0 && (stages.get(before).name().isEmpty() || !stages.get(before).name().equals(image))) {
                before--;
            }
            at = before;
        }
        return shipped;
    }

    private static void add(Stage stage, Set<String> stages, Scope scope, ListingBuilder listing) {
        String image = stage.image();
        if (image.isEmpty() || image.equals("scratch") || stages.contains(image.toLowerCase(Locale.ROOT))
                || image.chars().allMatch(Character::isDigit)) {
            return;
        }
        if (image.contains("$")) {
            listing.problem("image-unknown", stage.line().number(), "the image depends on an argument without default");
            return;
        }
        ImageReference.read(image).ifPresentOrElse(reference -> reference.add(listing, stage.line().span(image)).scope(scope),
                () -> listing.problem("image-unreadable", stage.line().number(), "this is no name of an image"));
    }

    private static Stage stage(String rest, Map<String, String> arguments, Lines.Line line) {
        List<String> words = new ArrayList<>(List.of(rest.strip().split("\\s+")));
        words.removeIf(word -> word.startsWith("--"));
        String image = words.isEmpty() ? "" : filled(unquoted(words.getFirst()), arguments);
        String name = words.size() >= 3 && words.get(1).equalsIgnoreCase("as") ? words.get(2).toLowerCase(Locale.ROOT) : "";
        return new Stage(image, name, line);
    }

    private static String filled(String text, Map<String, String> arguments) {
        String filled = text;
        for (int round = 0; round < 4 && filled.contains("$") && filled.length() < 2000; round++) {
            filled = VARIABLE.matcher(filled).replaceAll(match -> {
                String name = match.group(1) == null ? match.group(4) : match.group(1);
                String value = arguments.get(name);
                String sign = match.group(2);
                if ("+".equals(sign)) {
                    return Matcher.quoteReplacement(value == null ? "" : match.group(3));
                }
                String absent = "-".equals(sign) ? match.group(3) : match.group();
                return Matcher.quoteReplacement(value == null || value.isEmpty() ? absent : value);
            });
        }
        return filled;
    }

    private static String unquoted(String text) {
        return text.length() >= 2 && (text.startsWith("\"") && text.endsWith("\"") || text.startsWith("'") && text.endsWith("'"))
                ? text.substring(1, text.length() - 1)
                : text;
    }
}
