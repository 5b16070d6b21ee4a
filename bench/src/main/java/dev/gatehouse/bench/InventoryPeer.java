package dev.gatehouse.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Another tool that lists packages, as `bench/peers/install-sca` installs it; run without network.
enum InventoryPeer {
    OSV_SCANNER("osv-scanner") {
        @Override
        List<String> command(Path program, Path tree, Path report) {
            return List.of(program.toString(), "scan", "source", "--offline", "--all-packages", "--no-resolve", "--format",
                    "json",
                    "--output", report.toString(), "--recursive", tree.toString());
        }

        @Override
        Set<String> packages(Path report, PackageFixture fixture) throws IOException {
            return PackageSet.osvScanner(report, fixture.types(), fixture.expected());
        }
    },
    SYFT("syft") {
        @Override
        List<String> command(Path program, Path tree, Path report) {
            return List.of(program.toString(), "scan", "dir:" + tree, "-q", "-o", "cyclonedx-json=" + report);
        }
    },
    CDXGEN("cdxgen") {
        @Override
        List<String> command(Path program, Path tree, Path report) {
            return List.of(program.toString(), "--no-install-deps", "--no-recurse", "--required-only=false", "-o",
                    report.toString(),
                    tree.toString());
        }
    };

    private final String command;

    InventoryPeer(String command) {
        this.command = command;
    }

    String title() {
        return command;
    }

    /// Its program below the folder of the peers; empty if it is not installed.
    Optional<Path> find(Path folder) {
        Path program = folder.resolve("bin").resolve(command);
        return Files.isExecutable(program) ? Optional.of(program) : Optional.empty();
    }

    /// What keeps it from asking the network.
    Map<String, String> environment(Path database) {
        return Map.of("OSV_SCANNER_LOCAL_DB_CACHE_DIRECTORY", database.toString(), "SYFT_CHECK_FOR_APP_UPDATE", "false",
                "CDXGEN_NO_BANNER", "true", "FETCH_LICENSE", "false", "CDXGEN_SECURE_MODE", "false");
    }

    /// The command that lists the packages of a folder.
    abstract List<String> command(Path program, Path tree, Path report);

    /// What it listed.
    Set<String> packages(Path report, PackageFixture fixture) throws IOException {
        return PackageSet.cycloneDx(report, fixture.types(), fixture.expected());
    }
}
