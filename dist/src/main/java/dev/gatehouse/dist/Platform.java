package dev.gatehouse.dist;

import java.io.IOException;
import java.util.Locale;

/// The platform that is built on, and for.
///
/// @param system       `linux`, `macos`
/// @param architecture `x64`, `arm64`
record Platform(String system, String architecture) {

    static Platform current() throws IOException {
        return of(System.getProperty("os.name"), System.getProperty("os.arch"));
    }

    static Platform of(String system, String architecture) throws IOException {
        String name = system.toLowerCase(Locale.ROOT);
        String known = name.startsWith("linux") ? "linux" : name.startsWith("mac") ? "macos" : "";
        String processor = switch (architecture) {
            case "amd64", "x86_64" -> "x64";
            case "aarch64", "arm64" -> "arm64";
            default -> "";
        };
        if (known.isEmpty() || processor.isEmpty()) {
            throw new IOException("no archive is made for " + system + " on " + architecture);
        }
        return new Platform(known, processor);
    }

    boolean isLinux() {
        return system.equals("linux");
    }

    /// As OCI (and Go) spell it.
    dev.gatehouse.oci.reference.Platform oci() {
        return new dev.gatehouse.oci.reference.Platform(system, architecture.equals("x64") ? "amd64" : architecture, null);
    }

    @Override
    public String toString() {
        return system + "-" + architecture;
    }
}
