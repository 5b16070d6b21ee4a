package dev.gatehouse.sca.reach;

import dev.gatehouse.core.source.Place;
import dev.gatehouse.core.source.Trait;
import dev.gatehouse.core.source.Tree;
import dev.gatehouse.document.DocumentException;
import dev.gatehouse.document.Documents;
import dev.gatehouse.document.Duplicates;
import dev.gatehouse.document.Format;
import dev.gatehouse.document.Limits;
import dev.gatehouse.document.Mapping;
import dev.gatehouse.document.Member;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// Every word of a tree's own files, documentation, lock files and the names in manifests' dependencies left out. What is loaded by its
/// name, a plug-in in a setting, a program in a script, is mentioned somewhere; what is mentioned nowhere is not.
///
/// Words are in lower case, without the hyphens and underscores in them: `consolidate.swig` mentions `swig`, `ts_node` mentions
/// `ts-node`.
final class Vocabulary {
    private static final int LARGEST = 1 << 20;
    private static final int MOST_FILES = 100_000;
    private static final int MOST_WORDS = 1_000_000;
    private static final int LONGEST_WORD = 100;
    private static final Limits LIMITS = new Limits(LARGEST, 64, 200_000);
    private static final Set<String> PROSE = Set.of("md", "rst", "txt", "adoc", "lock", "svg", "csv", "tsv", "map", "snap", "po",
            "pot",
            "png", "jpg", "jpeg", "gif", "ico", "woff", "woff2", "ttf", "eot", "pdf", "zip", "gz", "jar", "class", "webp", "mp4");
    private static final Set<String> LOCKS = Set.of("package-lock.json", "npm-shrinkwrap.json", "pnpm-lock.yaml", "yarn.lock",
            "bun.lock", "poetry.lock", "uv.lock", "pdm.lock", "pipfile.lock", "pylock.toml");
    private static final Set<String> DEPENDENCIES = Set.of("dependencies", "devDependencies", "peerDependencies",
            "optionalDependencies", "peerDependenciesMeta", "bundleDependencies", "bundledDependencies", "resolutions",
            "overrides");
    private static final Pattern FIRST_WORD = Pattern.compile("(?m)^\\s*[\"']?[A-Za-z0-9._-]+");

    private final Set<String> words = new HashSet<>();
    private boolean whole = true;

    private Vocabulary() {}

    static Vocabulary of(Tree tree) {
        Vocabulary all = new Vocabulary();
        int files = 0;
        try {
            for (Place place : tree.places()) {
                if (!isOwn(place)) {
                    continue;
                }
                byte[] bytes = tree.read(place);
                if (bytes.length > LARGEST || ++files > MOST_FILES || all.words.size() > MOST_WORDS) {
                    // A file so large is data as a rule, and may be anything; files without end are none of a project.
                    all.whole &= bytes.length > LARGEST && files <= MOST_FILES && all.words.size() <= MOST_WORDS;
                    continue;
                }
                all.read(place.path().fileName().toLowerCase(Locale.ROOT), bytes);
            }
        } catch (IOException _) {
            all.whole = false;
        }
        return all;
    }

    private static boolean isOwn(Place place) {
        String path = place.path().toString();
        String file = place.path().fileName().toLowerCase(Locale.ROOT);
        return !place.is(Trait.IGNORED) && !place.is(Trait.DELETED) && !place.is(Trait.VENDORED) && path.indexOf('!') < 0
                && !path.contains("node_modules/") && !PROSE.contains(file.substring(file.lastIndexOf('.') + 1))
                && !LOCKS.contains(file) && !file.matches("licen[cs]e.*|notice.*|changelog.*|authors.*|requirements.*");
    }

    private void read(String file, byte[] bytes) {
        if (file.equals("package.json")) {
            try {
                if (Documents.read(Format.JSON, file, bytes, LIMITS, Duplicates.KEEP) instanceof Mapping manifest) {
                    for (Member member : manifest.members()) {
                        if (!DEPENDENCIES.contains(member.key())) {
                            add(new String(bytes, member.value().range().start(),
                                    member.value().range().end() - member.value().range().start(), StandardCharsets.ISO_8859_1));
                        }
                    }
                    return;
                }
            } catch (DocumentException _) {
                // Then all its words count.
            }
        }
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        boolean asks = file.equals("pyproject.toml") || file.equals("pipfile") || file.equals("setup.cfg")
                || file.equals("setup.py");
        add(asks ? FIRST_WORD.matcher(text).replaceAll("") : text);
    }

    private void add(String text) {
        StringBuilder word = new StringBuilder();
        for (int i = 0; i <= text.length(); i++) {
            char c = i < text.length() ? text.charAt(i) : ' ';
            if (c >= 'A' && c <= 'Z') {
                word.append((char) (c + 32));
            } else if (c >= 'a' && c <= 'z' || c >= '0' && c <= '9') {
                word.append(c);
            } else if (c != '-' && c != '_') {
                if (word.length() > 1 && word.length() < LONGEST_WORD) {
                    words.add(word.toString());
                }
                word.setLength(0);
            }
        }
    }

    /// Whether something mentions a name, or may.
    boolean mentions(String name) {
        String plain = name.toLowerCase(Locale.ROOT).replaceAll("[-_]", "");
        return !whole || plain.length() < 2
                || Arrays.stream(plain.split("[^a-z0-9]+")).filter(part -> !part.isEmpty()).allMatch(words::contains);
    }
}
