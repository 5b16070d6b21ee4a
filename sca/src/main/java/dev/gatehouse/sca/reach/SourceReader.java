package dev.gatehouse.sca.reach;

import dev.gatehouse.core.source.Blob;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// Reads what source files import, in one pass over their bytes and without parsing them. Somebody else's code that lies in the tree is
/// left out, except for what `vendor/modules.txt` says of Go.
public final class SourceReader {
    private static final int LARGEST = 4 << 20;
    private static final int MOST = 2_000;
    private static final Map<String, String> LANGUAGES = Map.ofEntries(Map.entry("go", "go"), Map.entry("java", "java"),
            Map.entry("kt", "java"), Map.entry("kts", "java"), Map.entry("scala", "java"), Map.entry("groovy", "java"),
            Map.entry("py", "python"), Map.entry("js", "script"), Map.entry("mjs", "script"), Map.entry("cjs", "script"),
            Map.entry("jsx", "script"), Map.entry("ts", "script"), Map.entry("tsx", "script"), Map.entry("mts", "script"),
            Map.entry("cts", "script"), Map.entry("vue", "script"), Map.entry("svelte", "script"), Map.entry("astro", "script"));

    private SourceReader() {}

    /// The language of a file by its path; null if it is no source file of the tree's own.
    static @Nullable String language(String path) {
        int point = path.lastIndexOf('.');
        String language = point < 0 ? null : LANGUAGES.get(path.substring(point + 1).toLowerCase(Locale.ROOT));
        boolean foreign = language == null || path.indexOf('!') >= 0 || path.contains("node_modules/")
                || path.contains("bower_components/") || path.startsWith("vendor/") || path.contains("/vendor/")
                || path.endsWith(".min.js");
        return foreign ? null : language;
    }

    /// What a content imports; null if it is no source file.
    public static @Nullable Imports read(Blob blob) {
        String path = blob.hint().toString();
        if (path.endsWith("vendor/modules.txt")) {
            return blob.length() > LARGEST ? null : vendored(text(blob));
        }
        String language = language(path);
        if (language == null) {
            return null;
        }
        if (blob.length() > LARGEST || blob.form() == Blob.Form.BINARY) {
            return new Imports(language, new LinkedHashMap<>(), 1);
        }
        Found found = new Found();
        String text = text(blob);
        switch (language) {
            case "go" -> GoImports.read(text, found);
            case "java" -> JavaImports.read(text, found);
            case "python" -> PythonImports.read(text, found);
            default -> ScriptImports.read(text, found);
        }
        return new Imports(language, found.names, found.unclear);
    }

    /// One byte is one character: what is looked for is ASCII.
    private static String text(Blob blob) {
        return new String(blob.array(), blob.offset(), blob.length(), StandardCharsets.ISO_8859_1);
    }

    /// What is gathered from one file. Bounded: with more names than anybody imports it is not clear what is imported.
    static final class Found {
        private final SequencedMap<String, Integer> names = new LinkedHashMap<>();
        private int unclear;

        void add(String name, int line) {
            if (names.size() < MOST) {
                names.putIfAbsent(name, line);
            } else {
                unclear(line);
            }
        }

        void unclear(int line) {
            unclear = unclear == 0 ? line : unclear;
        }
    }

    /// The packages that a Go build needs, test files of others left out (go.dev/ref/mod#vendoring).
    private static Imports vendored(String text) {
        SequencedMap<String, Integer> names = new LinkedHashMap<>();
        int number = 0;
        for (String line : text.split("\n")) {
            number++;
            String name = line.strip();
            if (!name.isEmpty() && !name.startsWith("#")) {
                names.putIfAbsent(name, number);
            }
        }
        return new Imports("go-vendor", names, 0);
    }
}
