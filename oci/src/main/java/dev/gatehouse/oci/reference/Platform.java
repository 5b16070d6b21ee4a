package dev.gatehouse.oci.reference;

import dev.gatehouse.oci.OciException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What an image runs on, in Go's words as image-spec wants them: `linux/amd64`, `linux/arm/v7`.
///
/// @param variant
///            of the architecture; null where there is none or it is the usual one (`arm64` means v8, `arm` v7, `amd64` v1)
public record Platform(String os, String architecture, @Nullable String variant) {
    private static final Pattern PART = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

    public Platform {
        os = os.toLowerCase(Locale.ROOT);
        architecture = architecture.toLowerCase(Locale.ROOT);
        variant = variant == null || variant.isEmpty() ? null : variant.toLowerCase(Locale.ROOT);
        switch (architecture) {
            case "x86_64", "x86-64" -> architecture = "amd64";
            case "aarch64" -> architecture = "arm64";
            case "i386", "i486", "i586", "i686", "x86" -> architecture = "386";
            case "armhf" -> {
                architecture = "arm";
                variant = "v7";
            }
            case "armel" -> {
                architecture = "arm";
                variant = "v6";
            }
            default -> {
            }
        }
        if (variant != null && (architecture.equals("arm64") && (variant.equals("v8") || variant.equals("8"))
                || architecture.equals("arm") && (variant.equals("v7") || variant.equals("7"))
                || architecture.equals("amd64") && variant.equals("v1"))) {
            variant = null;
        }
    }

    /// Reads `os/architecture[/variant]`; a word alone is an architecture of Linux.
    ///
    /// @throws OciException
    ///             `MALFORMED`
    public static Platform parse(String text) throws OciException {
        String[] parts = text.split("/", -1);
        boolean sound = parts.length <= 3;
        for (String part : parts) {
            sound &= PART.matcher(part).matches();
        }
        if (!sound) {
            throw new OciException(OciException.Kind.MALFORMED,
                    "a platform is written os/architecture[/variant], like linux/arm64");
        }
        return parts.length == 1
                ? new Platform("linux", parts[0], null)
                : new Platform(parts[0], parts[1], parts.length == 3 ? parts[2] : null);
    }

    /// Linux on this machine's architecture: images for other systems are rarely meant.
    public static Platform host() {
        return new Platform("linux", System.getProperty("os.arch", "amd64"), null);
    }

    /// How well an image for this platform serves where another is wanted; smaller is better, negative not at all.
    ///
    /// The variant that is wanted serves best, then the usual one, then older ones of 32-bit ARM (newer processors run them).
    public int fitness(Platform wanted) {
        if (!os.equals(wanted.os) || !architecture.equals(wanted.architecture)) {
            return -1;
        }
        if (java.util.Objects.equals(variant, wanted.variant)) {
            return 0;
        }
        if (architecture.equals("arm")) {
            int difference = level(wanted.variant) - level(variant);
            return difference >= 0 ? difference : -1;
        }
        return variant == null ? 1 : wanted.variant == null ? 10 : -1;
    }

    private static int level(@Nullable String armVariant) {
        return armVariant == null ? 7 : armVariant.matches("v[4-9]") ? armVariant.charAt(1) - '0' : 99;
    }

    /// `os/architecture[/variant]`.
    @Override
    public String toString() {
        return os + "/" + architecture + (variant == null ? "" : "/" + variant);
    }
}
