package dev.gatehouse.cli.fix;

import dev.gatehouse.ecosystem.Ecosystem;
import dev.gatehouse.ecosystem.version.Version;
import dev.gatehouse.ecosystem.version.VersionException;
import dev.gatehouse.ecosystem.version.VersionScheme;
import dev.gatehouse.sca.remedy.Weakness;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Why nothing is planned for a kind of file, and what people run instead, with the versions that advisories name as fixed.
final class Unsupported {
    private static final int MOST = 12;

    private Unsupported() {}

    /// @param format
    ///            id of the format
    /// @param weaknesses
    ///            that its packages have
    static String reason(String format, Set<Weakness> weaknesses) {
        String command = switch (format) {
            case "yarn-classic" -> "yarn upgrade --ignore-scripts" + packages(weaknesses, "@");
            case "yarn-lock" -> "yarn up" + packages(weaknesses, "@");
            case "pnpm-lock" -> "pnpm update --ignore-scripts" + packages(weaknesses, "@");
            case "bun-lock" -> "bun update --ignore-scripts" + packages(weaknesses, "@");
            case "poetry-lock" -> "poetry update --lock" + packages(weaknesses, "");
            case "pdm-lock" -> "pdm update --no-sync" + packages(weaknesses, "");
            case "pipfile-lock" -> "pipenv upgrade" + packages(weaknesses, "==");
            case "gemfile-lock" -> "bundle update --conservative" + packages(weaknesses, "");
            case "composer-lock" -> "composer update --with-dependencies --no-scripts --no-plugins" + packages(weaknesses, ":");
            case "nuget-lock" -> "dotnet add package, then dotnet restore --force-evaluate, for" + packages(weaknesses, " ");
            default -> "";
        };
        return "plans are not made for " + format + " yet" + (command.isEmpty() ? "" : "; run: " + command);
    }

    /// Each package with the highest version that one of its weaknesses ends with; without versions where the command takes none.
    private static String packages(Set<Weakness> weaknesses, String separator) {
        Map<String, String> versions = new TreeMap<>();
        for (Weakness weakness : weaknesses) {
            String fixed = weakness.fixed();
            if (fixed != null) {
                VersionScheme scheme = Ecosystem.of(weakness.affected()).map(each -> each.family().scheme())
                        .orElse(VersionScheme.GENERIC);
                versions.merge(Ecosystem.name(weakness.affected()), fixed, (one, other) -> higher(scheme, one, other));
            }
        }
        List<String> words = new ArrayList<>();
        versions.forEach((name, version) -> words.add(separator.isEmpty() ? name : name + separator + version));
        return words.stream().limit(MOST).map(word -> " " + word).reduce("", String::concat)
                + (words.size() > MOST ? " and " + (words.size() - MOST) + " more" : "");
    }

    private static String higher(VersionScheme scheme, String one, String other) {
        try {
            Version first = scheme.parse(one);
            return first.compareTo(scheme.parse(other)) >= 0 ? one : other;
        } catch (VersionException _) {
            return other;
        }
    }
}
