package dev.gatehouse.sca.reach;

import dev.gatehouse.sca.listing.Listing;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// What one source file imports.
///
/// @param language
///            `go`, `java`, `python` or `script`
/// @param names
///            as the language names packages, with the line of the first import of each: the path of a Go package, a Java package, a
///            top-level Python module, what a script gives to `import` or `require`
/// @param unclear
///            line of the first import whose name is made when the program runs; 0 if there is none
public record Imports(String language, SequencedMap<String, Integer> names, int unclear) {
    private static final String LANGUAGE = "source";
    private static final String UNCLEAR = "unclear";
    private static final String NAMES = "imports";

    /// As attributes of a listing.
    public List<Listing.Attribute> attributes() {
        StringBuilder text = new StringBuilder();
        names.forEach((name, line) -> text.append(name).append('\t').append(line).append('\n'));
        List<Listing.Attribute> attributes = new ArrayList<>(List.of(new Listing.Attribute(LANGUAGE, language),
                new Listing.Attribute(NAMES, text.toString())));
        if (unclear > 0) {
            attributes.add(new Listing.Attribute(UNCLEAR, String.valueOf(unclear)));
        }
        return attributes;
    }

    /// Those that a listing has; null if it is about no source file.
    static @org.jspecify.annotations.Nullable Imports of(Listing listing) {
        String language = listing.attribute(LANGUAGE);
        String text = listing.attribute(NAMES);
        if (language == null || text == null) {
            return null;
        }
        SequencedMap<String, Integer> names = new LinkedHashMap<>();
        for (String line : text.split("\n")) {
            int tab = line.indexOf('\t');
            if (tab > 0) {
                names.put(line.substring(0, tab), Integer.valueOf(line.substring(tab + 1)));
            }
        }
        String unclear = listing.attribute(UNCLEAR);
        return new Imports(language, names, unclear == null ? 0 : Integer.parseInt(unclear));
    }

}
