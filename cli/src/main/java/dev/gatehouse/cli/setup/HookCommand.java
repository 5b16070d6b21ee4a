package dev.gatehouse.cli.setup;

import dev.gatehouse.cli.Command;
import dev.gatehouse.cli.Console;
import dev.gatehouse.cli.ExitCode;
import dev.gatehouse.cli.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/// Git hooks that call Gatehouse.
@CommandLine.Command(name = "hook", sortOptions = false, description = "Look at every commit before it is made, and at what is pushed before it leaves.", subcommands = {
    HookCommand.Install.class, HookCommand.Uninstall.class, HookCommand.Status.class}, footer = {"", "Examples:",
        "  gatehouse hook install               gate what is staged at every commit",
        "  gatehouse hook install --pre-push    and what is pushed", "  gatehouse hook status",
        "  git commit --no-verify               skip the hook once"})
public final class HookCommand implements Command {
    @CommandLine.Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
    boolean help;

    @Override
    public ExitCode run(Console console) throws UsageException {
        throw new UsageException("say what to do with the hooks: gatehouse hook install, uninstall or status");
    }

    /// What every hook command takes.
    abstract static class OnHooks implements Command {
        @CommandLine.Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
        boolean help;

        @CommandLine.Option(names = "--root", paramLabel = "DIR", description = "A folder of the repository; the current one by default.")
        Path root = Path.of("");

        HooksFolder folder() throws UsageException, IOException, InterruptedException {
            if (!Files.isDirectory(root)) {
                throw new UsageException(root + ": there is no such folder");
            }
            HooksFolder folder = HooksFolder.of(root.toRealPath());
            if (!folder.usable()) {
                throw new UsageException("core.hooksPath is " + folder.path()
                        + ", which turns hooks off; to turn them on: git config --unset core.hooksPath (with --global if it is set there)");
            }
            return folder;
        }
    }

    /// Installs.
    @CommandLine.Command(name = "install", sortOptions = false, description = "Install the pre-commit hook, and with --pre-push that one too. A hook that is there stays and runs first.", footer = {
        "", "Example:", "  gatehouse hook install --pre-push"})
    static final class Install extends OnHooks {
        @CommandLine.Option(names = "--pre-push", description = "Install the pre-push hook too.")
        boolean prePush;

        @CommandLine.Option(names = "--if-missing", paramLabel = "WHAT", description = "What the hook does where gatehouse is not found: block (default) or allow.")
        Hook.Missing missing = Hook.Missing.BLOCK;

        @CommandLine.Option(names = "--shared", description = "Install although core.hooksPath leads out of the repository, so that the hook serves every repository.")
        boolean shared;

        @Override
        public ExitCode run(Console console) throws UsageException, IOException, InterruptedException {
            HooksFolder folder = folder();
            if (folder.reach() == HooksFolder.Reach.MACHINE && !shared) {
                throw new UsageException("core.hooksPath leads to " + folder.path()
                        + ", where hooks serve every repository; pass --shared if that is wanted, or give this repository its own: git config core.hooksPath .git/hooks");
            }
            HookInstaller installer = new HookInstaller(folder);
            for (Hook hook : prePush ? List.of(Hook.values()) : List.of(Hook.PRE_COMMIT)) {
                console.out().println(installer.install(hook, missing, launcher()));
            }
            if (folder.reach() == HooksFolder.Reach.TEAM) {
                console.out()
                        .println("the hooks lie in the working tree: commit them for everybody whose core.hooksPath leads there");
            }
            return ExitCode.PASS;
        }

        /// The launcher of this installation: programs with windows often start git without the user's PATH.
        private static @Nullable Path launcher() {
            String home = System.getProperty("gatehouse.home", "");
            Path launcher = Path.of(home, "bin", "gatehouse").toAbsolutePath();
            return !home.isEmpty() && Files.isExecutable(launcher) ? launcher : null;
        }
    }

    /// Takes away.
    @CommandLine.Command(name = "uninstall", sortOptions = false, description = "Remove the hooks and put back what was there before.", footer = {
        "", "Example:", "  gatehouse hook uninstall"})
    static final class Uninstall extends OnHooks {
        @Override
        public ExitCode run(Console console) throws UsageException, IOException, InterruptedException {
            HookInstaller installer = new HookInstaller(folder());
            for (Hook hook : Hook.values()) {
                console.out().println(installer.uninstall(hook));
            }
            return ExitCode.PASS;
        }
    }

    /// Says what is on.
    @CommandLine.Command(name = "status", sortOptions = false, description = "Say which hooks are on.", footer = {"", "Example:",
        "  gatehouse hook status --root services/shop"})
    static final class Status extends OnHooks {
        @Override
        public ExitCode run(Console console) throws UsageException, IOException, InterruptedException {
            HooksFolder folder = folder();
            console.out().println("hooks in " + folder.path());
            for (Hook hook : Hook.values()) {
                console.out().println(hook.fileName() + ": " + describe(folder, hook));
            }
            return ExitCode.PASS;
        }
    }

    /// One phrase about a hook.
    static String describe(HooksFolder folder, Hook hook) throws IOException {
        String first = Files.exists(hook.before(folder.path())) ? ", after " + hook.before(folder.path()).getFileName() : "";
        return switch (HookState.of(folder, hook)) {
            case HookState.Absent() -> "off";
            case HookState.Ours(_, boolean executable) -> executable ? "on" + first : "off: the file is not executable";
            case HookState.Foreign(boolean calls) -> calls ? "on, called by your own hook" : "off: somebody else's hook is there";
            case HookState.Framed(HookState.Framework framework, boolean calls) ->
                (calls ? "on, called by " : "off: not called by ") + framework.label();
        };
    }
}
