package dev.gatehouse.sca.licence;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The SPDX licence list. Immutable.
public final class SpdxList {
    private static final Pattern MARKS = Pattern.compile("[\"'(),]");
    private static final Pattern VERSION = Pattern.compile("\\bversion\\b|\\bv(?=[0-9])");
    private static final Pattern FILLING = Pattern.compile("\\b(the|licence|license|licensed under|software)\\b");
    private static final Pattern OTHERS = Pattern.compile("[^a-z0-9.+]+");

    private final Map<String, Entry> byId = new HashMap<>();
    private final Map<String, Entry> byName = new HashMap<>();
    private final Map<String, String> exceptions = new HashMap<>();

    /// A licence of the list.
    ///
    /// @param approved
    ///            whether the Open Source Initiative approved it
    /// @param deprecated
    ///            whether another id replaced it
    /// @param inCycloneDx
    ///            whether CycloneDX 1.7 knows the id
    public record Entry(String id, boolean approved, boolean deprecated, boolean inCycloneDx, String name) {}

    private SpdxList() {
        lines("spdx-licences.tsv", line -> {
            String[] fields = line.split("\t", -1);
            Entry entry = new Entry(fields[0], fields[1].contains("O"), fields[1].contains("D"), fields[1].contains("C"),
                    fields[2]);
            byId.put(key(entry.id()), entry);
            if (!entry.deprecated()) {
                byName.put(plain(entry.name()), entry);
            }
        });
        lines("spdx-exceptions.txt", line -> exceptions.put(key(line), line));
    }

    /// Reads the list that comes with Gatehouse.
    public static SpdxList load() {
        return new SpdxList();
    }

    /// The licence with this id in any letter case; null if there is none.
    public @Nullable Entry licence(String id) {
        return byId.get(key(id));
    }

    /// The licence with this full name, whatever its letter case and punctuation; null if there is none.
    public @Nullable Entry named(String name) {
        return byName.get(plain(name));
    }

    /// The exception as the list spells it; null if there is none.
    public @Nullable String exception(String id) {
        return exceptions.get(key(id));
    }

    private static String key(String id) {
        return id.toLowerCase(Locale.ROOT);
    }

    /// A name without what people write differently.
    static String plain(String name) {
        String words = MARKS.matcher(name.toLowerCase(Locale.ROOT)).replaceAll(" ");
        words = FILLING.matcher(VERSION.matcher(words).replaceAll(" ")).replaceAll(" ");
        return OTHERS.matcher(words).replaceAll(" ").strip();
    }

    private static void lines(String resource, java.util.function.Consumer<String> each) {
        try (InputStream in = SpdxList.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(resource + " is missing from the program");
            }
            BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (!line.isEmpty() && !line.startsWith("#")) {
                    each.accept(line);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
