package dev.gatehouse.cli.setup;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// A hook of git that Gatehouse can stand in.
enum Hook {
    /// Before a commit is made.
    PRE_COMMIT("pre-commit", "gatehouse scan --staged --stage commit"),
    /// Before commits leave for a remote.
    PRE_PUSH("pre-push", "gatehouse scan --stage commit --base origin/HEAD");

    /// The line by which a hook of ours is known, whatever its version.
    static final String MARKER = "# gatehouse:hook ";
    private static final String BEFORE = ".before-gatehouse";

    private final String fileName;
    private final String call;

    Hook(String fileName, String call) {
        this.fileName = fileName;
        this.call = call;
    }

    /// The name that git looks for.
    String fileName() {
        return fileName;
    }

    /// What to call where somebody else's hook stays in charge.
    String call() {
        return call;
    }

    Path file(Path folder) {
        return folder.resolve(fileName);
    }

    /// Where the hook lies that was there before ours.
    Path before(Path folder) {
        return folder.resolve(fileName + BEFORE);
    }

    /// The script.
    ///
    /// @param missing what happens where gatehouse cannot be found
    /// @param installed a launcher to try after the PATH; null if none is known
    String script(Missing missing, @Nullable Path installed) {
        return Resources.text("hook/" + fileName).replace("@MISSING@", missing.word()).replace("@INSTALLED@",
                installed == null ? "" : quoted(installed.toString()));
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }

    /// What a hook does where gatehouse cannot be found.
    enum Missing {
        /// Refuses, and says how to go on.
        BLOCK,
        /// Says so and lets pass.
        ALLOW;

        String word() {
            return this == BLOCK ? "block" : "allow";
        }
    }
}
