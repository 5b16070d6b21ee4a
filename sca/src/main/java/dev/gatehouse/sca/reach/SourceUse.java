package dev.gatehouse.sca.reach;

import dev.gatehouse.core.check.Placed;
import dev.gatehouse.core.source.Place;
import dev.gatehouse.core.source.Trait;
import dev.gatehouse.core.source.Tree;
import dev.gatehouse.sca.listing.Listing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What the sources and programs of a tree use. Where not every source file was read, nothing is called unused.
public final class SourceUse {
    /// Where nothing is known.
    public static final SourceUse NONE = new SourceUse(null);
    private static final int LARGEST_TEXT = 512 << 10;
    private static final int MOST_TEXTS = 50_000;
    private static final Set<String> PROSE = Set.of("md", "rst", "txt", "adoc", "lock", "svg", "csv", "map", "snap", "po", "pot");
    private static final Set<String> LOCKS = Set.of("package-lock.json", "npm-shrinkwrap.json", "pnpm-lock.yaml", "yarn.lock",
            "bun.lock", "poetry.lock", "uv.lock", "pdm.lock", "pipfile.lock", "pylock.toml");

    private final @Nullable Tree tree;
    private final Map<String, List<Source>> byLanguage = new HashMap<>();
    private final Map<String, LinkedNames> programs = new HashMap<>();
    private final Set<String> incomplete = new HashSet<>();
    private final Map<String, Optional<String>> mentioned = new HashMap<>();
    private @Nullable List<Text> texts;

    /// One source file.
    private record Source(String path, Imports imports) {}

    /// One file that is no source in the sense of imports, in lower case.
    private record Text(String path, String text) {}

    /// Where something is imported.
    ///
    /// @param name
    ///            as the source writes it
    record Use(String path, int line, String name) {
        @Override
        public String toString() {
            return path + ":" + line;
        }
    }

    private SourceUse(@Nullable Tree tree) {
        this.tree = tree;
    }

    /// Gathers it.
    ///
    /// @throws IOException
    ///             if the places of the tree cannot be listed
    public static SourceUse of(Tree tree, List<Placed<Listing>> placed) throws IOException {
        SourceUse use = new SourceUse(tree);
        Set<String> read = new HashSet<>();
        for (Placed<Listing> each : placed) {
            Imports imports = Imports.of(each.facts());
            String functions = each.facts().attribute("functions");
            LinkedNames names = functions == null ? null : LinkedNames.decoded(functions);
            for (Place place : each.places()) {
                String path = place.path().toString();
                if (names != null) {
                    use.programs.put(path, names);
                }
                boolean own = imports != null
                        && (imports.language().equals("go-vendor") || SourceReader.language(path) != null);
                if (imports != null && own) {
                    read.add(path);
                    use.byLanguage.computeIfAbsent(imports.language(), _ -> new ArrayList<>()).add(new Source(path, imports));
                }
            }
        }
        use.byLanguage.values().forEach(sources -> sources.sort(java.util.Comparator.comparing(Source::path)));
        for (Place place : tree.places()) {
            String path = place.path().toString();
            String language = SourceReader.language(path);
            if (language != null && !read.contains(path) && !place.is(Trait.IGNORED) && !place.is(Trait.DELETED)) {
                use.incomplete.add(language);
            }
        }
        return use;
    }

    /// The functions of a program; null if it has none that are known.
    @Nullable
    LinkedNames program(String path) {
        return programs.get(path);
    }

    /// How many source files of a language lie below a folder.
    int count(String language, String folder) {
        return (int) sources(language, folder).stream().count();
    }

    /// Whether every source file of the language was read.
    boolean complete(String language) {
        return !incomplete.contains(language);
    }

    private List<Source> sources(String language, String folder) {
        return byLanguage.getOrDefault(language, List.of()).stream().filter(source -> source.path().startsWith(folder)).toList();
    }

    /// The first import below a folder that is meant; those outside of tests come first.
    Optional<Use> first(String language, String folder, java.util.function.Predicate<String> meant) {
        Use aside = null;
        for (Source source : sources(language, folder)) {
            for (Map.Entry<String, Integer> each : source.imports().names().entrySet()) {
                if (meant.test(each.getKey())) {
                    Use use = new Use(source.path(), each.getValue(), each.getKey());
                    if (!source.path().matches("(?i)(.*[/._-])?(tests?|specs?|__tests__|examples?)[/._-].*")) {
                        return Optional.of(use);
                    }
                    aside = aside == null ? use : aside;
                }
            }
        }
        return Optional.ofNullable(aside);
    }

    /// The first place below a folder where what is imported is found out only when the program runs.
    Optional<Use> unclear(String language, String folder) {
        return sources(language, folder).stream().filter(source -> source.imports().unclear() > 0).findFirst()
                .map(source -> new Use(source.path(), source.imports().unclear(), ""));
    }

    /// The first file below a folder that mentions a name otherwise than as a dependency: settings name plug-ins, scripts name programs.
    /// Files are read when this is first asked, documentation and lock files left out.
    ///
    /// @param name
    ///            in lower case
    Optional<String> mention(String name, String folder) {
        return mentioned.computeIfAbsent(folder + "\n" + name, _ -> {
            Pattern word = Pattern.compile("(?<![a-z0-9_])" + Pattern.quote(name).replace("-", "\\E[-_]?\\Q") + "(?![a-z0-9_])");
            for (Text text : texts()) {
                if (text.path().startsWith(folder) && word.matcher(text.text()).results()
                        .anyMatch(found -> !isDependency(text, found.start(), found.end()))) {
                    return Optional.of(text.path());
                }
            }
            return Optional.empty();
        });
    }

    /// Whether the word is the name in an entry of a manifest's dependencies.
    private static boolean isDependency(Text text, int start, int end) {
        String file = text.path().substring(text.path().lastIndexOf('/') + 1);
        int lineStart = text.text().lastIndexOf('\n', start) + 1;
        String before = text.text().substring(lineStart, start);
        int lineEnd = text.text().indexOf('\n', end);
        String after = text.text().substring(end, lineEnd < 0 ? text.text().length() : lineEnd);
        if (file.equals("package.json")) {
            return before.matches("\\s*\"(?:@[^\"]*/)?") && after.matches("\"\\s*:.*");
        }
        if (file.equals("pyproject.toml") || file.equals("pipfile") || file.startsWith("setup.")) {
            return before.matches("\\s*[\"']?") && after.matches("\\s*(?:\\[[^]]*])?\\s*[\"']?\\s*(?:[=<>~!,;(^\"'].*)?");
        }
        return false;
    }

    private List<Text> texts() {
        List<Text> all = texts;
        if (all == null) {
            all = new ArrayList<>();
            try {
                Tree here = tree;
                for (Place place : here == null ? List.<Place>of() : here.places()) {
                    String path = place.path().toString();
                    if (isSetting(place, path) && all.size() < MOST_TEXTS) {
                        byte[] bytes = here == null ? new byte[0] : here.read(place);
                        if (bytes.length <= LARGEST_TEXT) {
                            all.add(new Text(path, new String(bytes, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT)));
                        }
                    }
                }
            } catch (IOException _) {
                // What cannot be read may mention anything.
                incomplete.addAll(Set.of("script", "python"));
            }
            texts = all;
        }
        return all;
    }

    private static boolean isSetting(Place place, String path) {
        String file = path.substring(path.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
        String end = file.substring(file.lastIndexOf('.') + 1);
        return !place.is(Trait.IGNORED) && !place.is(Trait.DELETED) && !place.is(Trait.VENDORED) && path.indexOf('!') < 0
                && !path.contains("node_modules/") && !PROSE.contains(end) && !LOCKS.contains(file)
                && !file.matches(
                        "licen[cs]e.*|notice.*|changelog.*|authors.*|.*\\.(png|jpe?g|gif|ico|woff2?|ttf|eot|pdf|zip|gz|jar|class)");
    }
}
