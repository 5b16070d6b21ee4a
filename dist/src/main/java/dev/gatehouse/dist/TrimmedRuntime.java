package dev.gatehouse.dist;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.spi.ToolProvider;

/// A Java runtime with only the modules that are needed, linked by the JDK that runs this.
///
/// Works with a JDK that has `jmods` and with one that links from its own run-time image (JEP 493).
final class TrimmedRuntime {
    private TrimmedRuntime() {}

    /// @param target must not exist yet
    static void link(SortedSet<String> modules, Path target) throws IOException {
        ToolProvider jlink = ToolProvider.findFirst("jlink")
                .orElseThrow(() -> new IOException("this JDK has no jlink: " + System.getProperty("java.home")));
        var said = new StringWriter();
        var out = new PrintWriter(said);
        // Classes stay uncompressed: the archive compresses them better as a whole, and starting inflates nothing.
        // No shared archive of the JDK's classes: the start-up cache that the launcher records takes its place.
        int code = jlink.run(out, out,
                List.of("--add-modules", String.join(",", modules), "--output", target.toString(), "--no-header-files",
                        "--no-man-pages", "--strip-java-debug-attributes", "--compress", "zip-0").toArray(String[]::new));
        out.flush();
        if (code != 0) {
            throw new IOException("jlink ended with " + code + ": " + said.toString().strip());
        }
    }
}
