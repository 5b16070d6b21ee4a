package dev.gatehouse.sca.golang;

import dev.gatehouse.core.check.Span;
import dev.gatehouse.sca.listing.Content;
import dev.gatehouse.sca.listing.Lines;
import dev.gatehouse.sca.listing.ListingBuilder;
import dev.gatehouse.sca.listing.PackageFormat;
import dev.gatehouse.sca.listing.Purls;
import dev.gatehouse.sca.listing.Role;
import dev.gatehouse.sca.listing.Scope;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// `go.mod` (go.dev/ref/mod). Since Go 1.17 it names every module that gives a package to the build, at the version that minimal
/// version selection chose, so it is a lock file; replacements are applied. `toolchain` or else `go` says which standard
/// library at least.
final class GoMod implements PackageFormat {
    @Override
    public String id() {
        return "go-mod";
    }

    @Override
    public Role role() {
        return Role.LOCK;
    }

    @Override
    public Set<String> names() {
        return Set.of("go.mod");
    }

    /// A line of a `require`.
    private record Required(String module, String version, boolean indirect, Span span) {}

    /// What a module is replaced by; the version is empty for a folder.
    private record Replacement(String module, String version) {}

    @Override
    public void read(Content content, ListingBuilder listing) {
        List<Required> required = new ArrayList<>();
        Map<String, Replacement> replaced = new HashMap<>();
        Map<String, Span> tools = new LinkedHashMap<>();
        String block = "";
        String go = "";
        String toolchain = "";
        Span goPlace = new Span(0, 0);
        for (Lines.Line line : content.lines()) {
            String text = line.text();
            int comment = text.indexOf("//");
            String code = (comment < 0 ? text : text.substring(0, comment)).strip();
            if (code.isEmpty()) {
                continue;
            }
            if (code.equals(")")) {
                block = "";
                continue;
            }
            List<String> words = words(code);
            String directive = block.isEmpty() ? words.getFirst() : block;
            List<String> rest = block.isEmpty() ? words.subList(1, words.size()) : words;
            if (block.isEmpty() && rest.size() == 1 && rest.getFirst().equals("(")) {
                block = directive;
                continue;
            }
            switch (directive) {
                case "module" -> listing.subject(rest.isEmpty() ? "" : rest.getFirst(), "", "");
                case "go" -> {
                    go = rest.isEmpty() ? "" : rest.getFirst();
                    goPlace = line.span();
                }
                case "toolchain" -> {
                    toolchain = rest.isEmpty() ? "" : rest.getFirst();
                    goPlace = line.span();
                }
                case "require" -> {
                    if (rest.size() >= 2) {
                        required.add(new Required(rest.get(0), rest.get(1),
                                comment >= 0 && text.substring(comment).contains("indirect"), line.span(rest.get(0))));
                    } else {
                        listing.problem("packages-unreadable", line.number(), "expected a module and a version");
                    }
                }
                case "replace" -> replace(rest, replaced);
                case "tool" -> tools.put(rest.isEmpty() ? "" : rest.getFirst(), line.span());
                default -> {
                    // exclude, retract, godebug, ignore: nothing that is used.
                }
            }
        }
        if (required.isEmpty()) {
            listing.emptyIsFine();
        }
        required.forEach(each -> add(each, replaced, listing));
        tools.forEach((tool, span) -> listing.attribute("tool", tool));
        listing.attribute("go", go);
        library(go, toolchain, goPlace, listing);
    }

    private static void add(Required required, Map<String, Replacement> replaced, ListingBuilder listing) {
        Replacement other = replaced.getOrDefault(required.module() + "@" + required.version(), replaced.get(required.module()));
        String module = required.module();
        String version = required.version();
        boolean own = false;
        if (other != null) {
            own = other.version().isEmpty();
            module = own ? module : other.module();
            version = own ? "" : other.version();
        }
        ListingBuilder.Draft draft = listing.add(required.module(), Purls.golang(module, version), required.span());
        if (own) {
            draft.own();
        }
        if (!required.indirect()) {
            draft.direct();
        }
    }

    /// The standard library has the toolchain's version; a `go` line without patch level names no release.
    private static void library(String go, String toolchain, Span place, ListingBuilder listing) {
        String version = toolchain.startsWith("go") ? toolchain.substring(2).replaceFirst("-.*", "") : go;
        if (version.matches("[0-9]+\\.[0-9]+(\\.[0-9]+|rc[0-9]+|beta[0-9]+)?")) {
            listing.add("stdlib", Purls.golang("stdlib", version.matches("[0-9]+\\.[0-9]+\\.[0-9]+") ? version : ""), place)
                    .requirement(">=" + version).direct().scope(Scope.RUNTIME);
        }
    }

    private static void replace(List<String> words, Map<String, Replacement> replaced) {
        int arrow = words.indexOf("=>");
        if (arrow < 1 || arrow + 1 >= words.size()) {
            return;
        }
        String from = arrow > 1 ? words.get(0) + "@" + words.get(1) : words.get(0);
        replaced.put(from, new Replacement(words.get(arrow + 1), arrow + 2 < words.size() ? words.get(arrow + 2) : ""));
    }

    private static List<String> words(String code) {
        List<String> words = new ArrayList<>();
        for (String word : code.split("\\s+")) {
            words.add(word.length() >= 2
                    && (word.startsWith("\"") && word.endsWith("\"") || word.startsWith("`") && word.endsWith("`"))
                            ? word.substring(1, word.length() - 1)
                            : word);
        }
        return words;
    }
}
