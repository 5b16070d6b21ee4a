package dev.gatehouse.cli.accept;

import dev.gatehouse.cli.Console;
import dev.gatehouse.cli.setup.GitCommand;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Who asks for an exception when the command line does not say.
public final class Requester {
    private Requester() {}

    /// The identity that CI states, else the address that git would put into a commit here; null if neither is there.
    public static @Nullable String here(Console console, Path root) throws InterruptedException {
        for (String name : new String[]{"GITHUB_ACTOR", "GITLAB_USER_LOGIN", "GIT_AUTHOR_EMAIL"}) {
            String value = console.environment().get(name);
            if (value != null && !value.isBlank()) {
                return value.strip();
            }
        }
        return GitCommand.ask(root, "config", "user.email").filter(address -> !address.isBlank()).orElse(null);
    }
}
