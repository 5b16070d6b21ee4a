package dev.gatehouse.sca.inventory;

import dev.gatehouse.ecosystem.range.RangeException;
import dev.gatehouse.ecosystem.range.Requirement;
import dev.gatehouse.ecosystem.version.VersionException;
import dev.gatehouse.ecosystem.version.VersionScheme;
import dev.gatehouse.sca.listing.Pom;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Which profiles of an object model hold where nobody chooses any: by Java, operating system, and by properties and files that
/// are taken not to be there, since whoever builds would have to give them. All conditions of a profile must hold.
final class MavenProfiles {
    private static final String JAVA = String.valueOf(Runtime.version().feature());

    private MavenProfiles() {}

    static List<Pom.Part> active(Pom pom) {
        List<Pom.Profile> chosen = pom.profiles().stream().filter(MavenProfiles::holds).toList();
        if (chosen.isEmpty()) {
            chosen = pom.profiles().stream().filter(profile -> profile.activation().containsKey(Pom.Profile.BY_DEFAULT)).toList();
        }
        return chosen.stream().map(Pom.Profile::part).toList();
    }

    private static boolean holds(Pom.Profile profile) {
        boolean any = false;
        for (Map.Entry<String, String> condition : profile.activation().entrySet()) {
            if (!condition.getKey().equals(Pom.Profile.BY_DEFAULT)) {
                if (!holds(condition.getKey(), condition.getValue())) {
                    return false;
                }
                any = true;
            }
        }
        return any;
    }

    private static boolean holds(String name, String value) {
        return switch (name) {
            case Pom.Profile.JDK -> java(value);
            // An absent property is what `!name` and `name=!value` ask for.
            case Pom.Profile.PROPERTY -> value.startsWith("!") || value.contains("=!");
            case Pom.Profile.EXISTS -> false;
            case Pom.Profile.MISSING -> true;
            default -> name.startsWith(Pom.Profile.OS) && system(name.substring(Pom.Profile.OS.length()), value);
        };
    }

    private static boolean java(String wanted) {
        if (wanted.startsWith("!")) {
            return !java(wanted.substring(1));
        }
        if (wanted.startsWith("[") || wanted.startsWith("(")) {
            try {
                return Requirement.parse(VersionScheme.MAVEN, wanted).admits(VersionScheme.MAVEN.parse(JAVA));
            } catch (RangeException | VersionException e) {
                return false;
            }
        }
        return JAVA.equals(wanted) || wanted.startsWith(JAVA + ".");
    }

    private static boolean system(String what, String wanted) {
        if (wanted.startsWith("!")) {
            return !system(what, wanted.substring(1));
        }
        String name = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        String value = wanted.toLowerCase(Locale.ROOT);
        return switch (what) {
            case "name" -> name.equals(value);
            case "arch" -> System.getProperty("os.arch", "").toLowerCase(Locale.ROOT).equals(value);
            case "version" -> System.getProperty("os.version", "").toLowerCase(Locale.ROOT).equals(value);
            case "family" -> switch (value) {
                case "windows" -> name.contains("windows");
                case "mac" -> name.contains("mac");
                case "unix" -> !name.contains("windows");
                default -> name.contains(value);
            };
            default -> false;
        };
    }
}
