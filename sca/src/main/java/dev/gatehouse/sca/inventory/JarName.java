package dev.gatehouse.sca.inventory;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What the file name of a jar says: `artifact-version-classifier.jar`. Both artifacts and versions may hold hyphens and digits,
/// so the split is a judgement unless something else knows the version.
///
/// @param artifact
///            never empty
/// @param version
///            empty if the name has none
/// @param classifier
///            empty if the name has none
record JarName(String artifact, String version, String classifier) {
    private static final Pattern EXTENSION = Pattern.compile("\\.(?:jar|war|ear|rar|hpi|jpi|aar|sar|par)$",
            Pattern.CASE_INSENSITIVE);
    /// What may follow a hyphen and still be part of the version.
    private static final Pattern QUALIFIER = Pattern
            .compile("(?i)(?:[0-9][0-9A-Za-z.+_]*|(?:alpha|beta|a|b|m|rc|cr|ga|sp|rev|r|pre|preview|milestone"
                    + "|build|ea|pr|p)[.-]?[0-9.]*|final|release|snapshot|jre|android|incubating|dev|nightly|ga|empty-to-avoid-conflict-with-guava"
                    + "|hadoop[0-9.]*|jre[0-9]+|redhat|jbossorg|atlassian|java[0-9]+)");
    private static final int LONGEST = 300;

    /// Reads a file name.
    ///
    /// @param known
    ///            versions that something in the jar names; a name that ends in one of them is split there
    static JarName of(String file, List<String> known) {
        String name = EXTENSION.matcher(file.length() > LONGEST ? file.substring(file.length() - LONGEST) : file)
                .replaceFirst("");
        List<Integer> splits = new ArrayList<>();
        for (int i = 1; i < name.length() - 1; i++) {
            if ((name.charAt(i) == '-' || name.charAt(i) == '_') && Character.isDigit(name.charAt(i + 1))) {
                splits.add(i);
            }
        }
        for (String version : known) {
            for (int split : splits) {
                String tail = name.substring(split + 1);
                if (tail.equals(version)) {
                    return new JarName(name.substring(0, split), version, "");
                }
                if (tail.startsWith(version + "-")) {
                    return new JarName(name.substring(0, split), version, tail.substring(version.length() + 1));
                }
            }
        }
        for (int split : splits) {
            JarName read = split(name, split);
            if (read != null) {
                return read;
            }
        }
        return new JarName(name, "", "");
    }

    /// The split, unless what follows cannot be a version: in `log4j-1.2-api-2.17` a number comes after a word again.
    private static @Nullable JarName split(String name, int at) {
        // Only the names of bundles have an underscore before the version: org.eclipse.osgi_3.7.0.
        if (name.charAt(at) == '_' && name.indexOf('-', at) >= 0) {
            return null;
        }
        String[] tokens = name.substring(at + 1).split("-");
        int version = 0;
        while (version < tokens.length && QUALIFIER.matcher(tokens[version]).matches()) {
            version++;
        }
        for (int i = version; i < tokens.length; i++) {
            if (!tokens[i].isEmpty() && Character.isDigit(tokens[i].charAt(0))) {
                return null;
            }
        }
        return version == 0
                ? null
                : new JarName(name.substring(0, at), String.join("-", List.of(tokens).subList(0, version)),
                        String.join("-", List.of(tokens).subList(version, tokens.length)));
    }
}
