package dev.gatehouse.ecosystem;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The release of a distribution in the forms of `/etc/os-release`, of package URLs (`distro=debian-12`,
/// `distro=bookworm`) and of advisories.
final class Release {
    /// Code names of Debian (distro-info-data).
    private static final Map<String, String> DEBIAN = Map.ofEntries(
            Map.entry("wheezy", "7"), Map.entry("jessie", "8"), Map.entry("stretch", "9"), Map.entry("buster", "10"),
            Map.entry("bullseye", "11"), Map.entry("bookworm", "12"), Map.entry("trixie", "13"), Map.entry("forky", "14"),
            Map.entry("duke", "15"), Map.entry("unstable", "sid"));
    /// Code names of Ubuntu (distro-info-data).
    private static final Map<String, String> UBUNTU = Map.ofEntries(
            Map.entry("trusty", "14.04"), Map.entry("xenial", "16.04"), Map.entry("bionic", "18.04"), Map.entry("focal", "20.04"),
            Map.entry("jammy", "22.04"), Map.entry("kinetic", "22.10"), Map.entry("lunar", "23.04"), Map.entry("mantic", "23.10"),
            Map.entry("noble", "24.04"), Map.entry("oracular", "24.10"), Map.entry("plucky", "25.04"),
            Map.entry("questing", "25.10"));

    private Release() {}

    /// The release in the form of the family's advisories; null if the text names none of them.
    static @Nullable String of(EcosystemFamily family, String text) {
        String release = bare(family, text.toLowerCase(Locale.ROOT).strip());
        if (release.isEmpty()) {
            return null;
        }
        return switch (family) {
            case DEBIAN ->
                isNumber(release) ? first(release, 1) : DEBIAN.getOrDefault(release, release.equals("sid") ? "sid" : null);
            case UBUNTU -> ubuntu(UBUNTU.getOrDefault(release, release));
            case ALPINE -> alpine(release);
            case ALMALINUX, ROCKY_LINUX, MAGEIA -> isNumber(release) ? first(release, 1) : null;
            case AZURE_LINUX -> isNumber(release) ? first(release, 1) : null;
            case PHOTON -> isNumber(release) ? first(release, 2) : null;
            case OPENSUSE -> openSuse(release.replaceFirst("^leap[-: ]", ""));
            case WOLFI, CHAINGUARD, MINIMOS, CLEANSTART, ECHO -> null;
            default -> release;
        };
    }

    /// Without the distribution's own name in front: `debian-12`, `alpine-3.20.1`.
    private static String bare(EcosystemFamily family, String text) {
        String vendor = family.vendor();
        if (vendor != null && text.startsWith(vendor)) {
            return text.substring(vendor.length()).replaceFirst("^[-:/ ]", "");
        }
        int dash = text.lastIndexOf('-');
        return dash > 0 && dash + 1 < text.length() && isNumber(text.substring(dash + 1)) ? text.substring(dash + 1) : text;
    }

    private static String ubuntu(String release) {
        String number = first(release, 2);
        int dot = number.indexOf('.');
        boolean longTerm = number.endsWith(".04") && dot == 2 && (number.charAt(1) - '0') % 2 == 0;
        return longTerm && isNumber(number) ? number + ":LTS" : number;
    }

    private static @Nullable String openSuse(String release) {
        return isNumber(release) ? "Leap " + first(release, 2) : release.contains("tumbleweed") ? "Tumbleweed" : null;
    }

    private static @Nullable String alpine(String release) {
        if (release.equals("edge")) {
            return "edge";
        }
        String number = release.startsWith("v") ? release.substring(1) : release;
        return isNumber(number) ? "v" + first(number, 2) : null;
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty() && Character.isDigit(text.charAt(0))
                && text.chars().allMatch(c -> c >= '0' && c <= '9' || c == '.');
    }

    /// The first parts of a dotted number.
    private static String first(String number, int parts) {
        int end = -1;
        for (int i = 0; i < parts; i++) {
            end = number.indexOf('.', end + 1);
            if (end < 0) {
                return number;
            }
        }
        return number.substring(0, end);
    }
}
