package dev.gatehouse.sca.reach;

import dev.gatehouse.core.check.Placed;
import dev.gatehouse.core.source.Place;
import dev.gatehouse.core.source.Trait;
import dev.gatehouse.core.source.Tree;
import dev.gatehouse.sca.listing.Listing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What the sources and programs of a tree use. Where not every source file was read, nothing is called unused.
public final class SourceUse {
    /// Where nothing is known.
    public static final SourceUse NONE = new SourceUse(null, List.of());

    private static final Pattern ASIDE = Pattern.compile("(?i)(?:.*[/._-])?(?:tests?|specs?|__tests__|examples?)[/._-].*");

    private final @Nullable Tree tree;
    private final List<Placed<Listing>> placed;
    private boolean gathered;
    private final Map<String, List<Source>> byLanguage = new HashMap<>();
    private final Map<String, LinkedNames> programs = new HashMap<>();
    private final Set<String> incomplete = new HashSet<>();
    private final Map<String, List<Use>> distinct = new HashMap<>();
    private @Nullable Vocabulary vocabulary;

    /// One source file.
    private record Source(String path, Imports imports) {}

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

    private SourceUse(@Nullable Tree tree, List<Placed<Listing>> placed) {
        this.tree = tree;
        this.placed = placed;
    }

    /// That of a tree. It is gathered when it is first asked: most scans find nothing of which it must be known.
    public static SourceUse of(Tree tree, List<Placed<Listing>> placed) {
        return new SourceUse(tree, placed);
    }

    /// This, once it is gathered.
    ///
    /// @throws UncheckedIOException
    ///             if the places of the tree cannot be listed
    private SourceUse gathered() {
        Tree here = tree;
        if (!gathered && here != null) {
            gathered = true;
            try {
                gather(here);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return this;
    }

    private void gather(Tree here) throws IOException {
        Set<String> read = new HashSet<>();
        for (Placed<Listing> each : placed) {
            Imports imports = Imports.of(each.facts());
            String functions = each.facts().attribute("functions");
            LinkedNames names = functions == null ? null : LinkedNames.decoded(functions);
            for (Place place : each.places()) {
                String path = place.path().toString();
                if (names != null) {
                    programs.put(path, names);
                }
                boolean own = imports != null
                        && (imports.language().equals("go-vendor") || SourceReader.language(path) != null);
                if (imports != null && own) {
                    read.add(path);
                    byLanguage.computeIfAbsent(imports.language(), _ -> new ArrayList<>()).add(new Source(path, imports));
                }
            }
        }
        byLanguage.values().forEach(sources -> sources.sort(Comparator.comparing(Source::path)));
        for (Place place : here.places()) {
            String path = place.path().toString();
            String language = SourceReader.language(path);
            if (language != null && !read.contains(path) && !place.is(Trait.IGNORED) && !place.is(Trait.DELETED)) {
                incomplete.add(language);
            }
        }
    }

    /// The functions of a program; null if it has none that are known.
    @Nullable
    LinkedNames program(String path) {
        return gathered().programs.get(path);
    }

    /// How many source files of a language lie below a folder.
    int count(String language, String folder) {
        return (int) sources(language, folder).stream().count();
    }

    /// Whether every source file of the language was read.
    boolean complete(String language) {
        return !gathered().incomplete.contains(language);
    }

    private List<Source> sources(String language, String folder) {
        return gathered().byLanguage.getOrDefault(language, List.of()).stream().filter(source -> source.path().startsWith(folder))
                .toList();
    }

    /// The first import below a folder that is meant; those outside of tests come first.
    Optional<Use> first(String language, String folder, Predicate<String> meant) {
        return distinct.computeIfAbsent(language + ":" + folder, _ -> distinct(language, folder)).stream()
                .filter(use -> meant.test(use.name())).findFirst();
    }

    /// One use of each name.
    private List<Use> distinct(String language, String folder) {
        Map<String, Use> shipped = new LinkedHashMap<>();
        Map<String, Use> aside = new LinkedHashMap<>();
        for (Source source : sources(language, folder)) {
            Map<String, Use> uses = ASIDE.matcher(source.path()).matches() ? aside : shipped;
            source.imports().names().forEach((name, line) -> uses.computeIfAbsent(name, _ -> new Use(source.path(), line, name)));
        }
        List<Use> all = new ArrayList<>(shipped.values());
        aside.forEach((name, use) -> {
            if (!shipped.containsKey(name)) {
                all.add(use);
            }
        });
        return all;
    }

    /// The first place below a folder where what is imported is found out only when the program runs.
    Optional<Use> unclear(String language, String folder) {
        return sources(language, folder).stream().filter(source -> source.imports().unclear() > 0).findFirst()
                .map(source -> new Use(source.path(), source.imports().unclear(), ""));
    }

    /// Whether a file of the tree's own mentions a name otherwise than as a dependency, or may: settings name plug-ins, scripts name
    /// programs. The files are read when this is first asked.
    boolean mentions(String name) {
        Vocabulary all = vocabulary;
        if (all == null) {
            Tree here = tree;
            if (here == null) {
                return true;
            }
            all = Vocabulary.of(here);
            vocabulary = all;
        }
        return all.mentions(name);
    }
}
