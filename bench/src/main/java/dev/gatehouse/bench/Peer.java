package dev.gatehouse.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Another scanner of secrets, as `bench/peers/install` installs it; run without network and without its own checks of validity.
enum Peer {
    GITLEAKS("gitleaks", ToolReport.Format.SARIF) {
        @Override
        List<String> tree(Path program, Path tree, Path report) {
            return List.of(program.toString(), "dir", "--no-banner", "--exit-code", "0", "-f", "sarif", "-r", report.toString(),
                    tree.toString());
        }

        @Override
        Optional<List<String>> history(Path program, Path repository, Path report) {
            return Optional.of(List.of(program.toString(), "git", "--no-banner", "--exit-code", "0", "-f", "sarif", "-r",
                    report.toString(), repository.toString()));
        }
    },
    KINGFISHER("kingfisher", ToolReport.Format.SARIF) {
        @Override
        List<String> tree(Path program, Path tree, Path report) {
            return scan(program, tree, report, "none");
        }

        @Override
        Optional<List<String>> history(Path program, Path repository, Path report) {
            return Optional.of(scan(program, repository, report, "full"));
        }

        private static List<String> scan(Path program, Path path, Path report, String history) {
            return List.of(program.toString(), "scan", path.toString(), "--git-history", history, "--no-validate",
                    "--no-update-check", "--format", "sarif", "--output", report.toString());
        }
    },
    BETTERLEAKS("betterleaks", ToolReport.Format.BETTERLEAKS) {
        @Override
        List<String> tree(Path program, Path tree, Path report) {
            return List.of(program.toString(), tree.toString(), report.toString());
        }
    },
    DETECT_SECRETS("detect-secrets", ToolReport.Format.DETECT_SECRETS) {
        @Override
        List<String> tree(Path program, Path tree, Path report) {
            // It prints its report, and reads only what git tracks unless told otherwise.
            return List.of("/bin/sh", "-c", "cd \"$1\" && exec \"$0\" scan --all-files --no-verify >\"$2\"", program.toString(),
                    tree.toString(), report.toString());
        }
    },
    CREDSWEEPER("credsweeper", ToolReport.Format.CREDSWEEPER) {
        @Override
        List<String> tree(Path program, Path tree, Path report) {
            return List.of(program.toString(), "--path", tree.toString(), "--save-json", report.toString(), "--no-stdout",
                    "--no-error");
        }
    };

    private final String command;
    private final ToolReport.Format format;

    Peer(String command, ToolReport.Format format) {
        this.command = command;
        this.format = format;
    }

    /// As people name it.
    String title() {
        return command;
    }

    ToolReport.Format format() {
        return format;
    }

    /// Its program below the folder of the peers; empty if it is not installed.
    Optional<Path> find(Path folder) {
        Path program = folder.resolve("bin").resolve(command);
        return Files.isExecutable(program) ? Optional.of(program) : Optional.empty();
    }

    /// The command that scans a folder.
    abstract List<String> tree(Path program, Path tree, Path report);

    /// The command that scans a repository's history; empty if it has none.
    Optional<List<String>> history(Path program, Path repository, Path report) {
        return Optional.empty();
    }
}
