package dev.gatehouse.cli.setup;

import dev.gatehouse.cli.Command;
import dev.gatehouse.cli.Console;
import dev.gatehouse.cli.ExitCode;
import dev.gatehouse.cli.Main;
import dev.gatehouse.cli.UsageException;
import dev.gatehouse.report.format.ReportFile;
import dev.gatehouse.source.git.GitRepository;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/// Writes configuration and CI files.
@CommandLine.Command(name = "init", sortOptions = false, description = {
    "Look what the repository is made of, and write a commented gatehouse.yaml and files for the CI systems in use.",
    "CI starts audit-only: it reports and fails nothing.", ""}, footer = {"", "Examples:",
        "  gatehouse init --dry-run                                     show what would be written",
        "  gatehouse init --image registry.example/gatehouse@sha256:…   CI runs this image",
        "  gatehouse init --pin 0.1.0 --download-base https://example.com/gatehouse/0.1.0 --checksums SHA256SUMS",
        "  gatehouse init --ci github --ci jenkins --image …"})
public final class InitCommand implements Command {
    private static final int LARGEST_CHECKSUMS = 64 << 10;
    private static final String SNAPSHOT = "-SNAPSHOT";

    @CommandLine.Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
    boolean help;

    @CommandLine.Option(names = "--root", paramLabel = "DIR", description = "Root of the repository; the current folder by default.")
    Path root = Path.of("");

    @CommandLine.Option(names = "--ci", paramLabel = "NAME", description = "github, gitlab, jenkins, azure or cloud-build, instead of what is in use. Repeatable.")
    List<String> wanted = new ArrayList<>();

    @CommandLine.Option(names = "--no-ci", description = "Write gatehouse.yaml only.")
    boolean noCi;

    @CommandLine.Option(names = "--image", paramLabel = "NAME@sha256:DIGEST", description = "CI runs this image of Gatehouse (needs docker there).")
    @Nullable
    String image;

    @CommandLine.Option(names = "--pin", paramLabel = "VERSION", description = "CI runs this version from its archive; this version by default.")
    @Nullable
    String pin;

    @CommandLine.Option(names = "--download-base", paramLabel = "URL", description = "Address below which the archives of that version lie.")
    @Nullable
    String downloadBase;

    @CommandLine.Option(names = "--checksums", paramLabel = "FILE", description = "The release's SHA256SUMS, which you have checked: CI then believes it alone.")
    @Nullable
    Path checksums;

    @CommandLine.Option(names = "--force", description = "Overwrite files that are there.")
    boolean force;

    @CommandLine.Option(names = "--dry-run", description = "Print what would be written; write nothing.")
    boolean dryRun;

    @Override
    public ExitCode run(Console console) throws UsageException, IOException {
        if (!Files.isDirectory(root)) {
            throw new UsageException(root + ": there is no such folder");
        }
        Path top = root.toRealPath();
        String remote = "";
        try (GitRepository repository = GitRepository.discover(top).orElse(null)) {
            if (repository != null) {
                top = repository.workTree().isPresent() ? repository.workTree().get().toRealPath() : top;
                remote = repository.remoteUrl().orElse("");
            }
        }
        Stack stack = Stack.of(top, remote);
        Set<Ci> cis = noCi ? EnumSet.noneOf(Ci.class) : wanted.isEmpty() ? stack.cis() : chosen();
        Optional<Origin> origin = origin();
        SequencedMap<String, String> files = new LinkedHashMap<>();
        files.put("gatehouse.yaml", configuration(top, stack));
        if (!cis.isEmpty() && origin.isPresent()) {
            ciFiles(files, cis, origin.get(), top);
        }
        stack.lines().forEach(line -> console.out().println("found " + line));
        for (Map.Entry<String, String> file : files.entrySet()) {
            put(console, top, file.getKey(), file.getValue());
        }
        if (!cis.isEmpty() && origin.isEmpty()) {
            console.err().println(
                    "gatehouse: no CI files: this build does not know where its releases lie; pass --image NAME@sha256:DIGEST, "
                            + "or --pin VERSION and --download-base URL");
        } else if (cis.isEmpty() && !noCi) {
            console.err().println("gatehouse: no CI files: no CI system is in use here; name one with --ci");
        }
        if (cis.contains(Ci.GITLAB) && origin.isPresent() && Files.exists(top.resolve(".gitlab-ci.yml"))
                && !Files.readString(top.resolve(".gitlab-ci.yml")).contains(".gitlab/gatehouse.yml")) {
            console.out().println("add to .gitlab-ci.yml, below include:   - local: .gitlab/gatehouse.yml");
        }
        console.out().println("next: gatehouse scan, then gatehouse hook install");
        return ExitCode.PASS;
    }

    private Set<Ci> chosen() throws UsageException {
        Set<Ci> cis = EnumSet.noneOf(Ci.class);
        for (String name : wanted) {
            cis.add(switch (name) {
                case "github" -> Ci.GITHUB;
                case "gitlab" -> Ci.GITLAB;
                case "jenkins" -> Ci.JENKINS;
                case "azure" -> Ci.AZURE;
                case "cloud-build" -> Ci.CLOUD_BUILD;
                default ->
                    throw new UsageException("--ci takes github, gitlab, jenkins, azure or cloud-build, not '" + name + "'");
            });
        }
        return cis;
    }

    private Optional<Origin> origin() throws UsageException {
        if (image != null) {
            if (pin != null || downloadBase != null || checksums != null) {
                throw new UsageException("--image names all there is to fetch; leave out --pin, --download-base and --checksums");
            }
            return Optional.of(Origin.image(image));
        }
        if (downloadBase == null) {
            return Optional.empty();
        }
        String version = pin == null ? Main.version() : pin;
        if (version.endsWith(SNAPSHOT)) {
            throw new UsageException("this is a development build, which nobody can fetch; name a released version with --pin");
        }
        return Optional.of(Origin.archive(version, downloadBase));
    }

    private static String configuration(Path top, Stack stack) {
        String name = String.valueOf(top.getFileName()).replaceAll("[^A-Za-z0-9._-]", "-");
        List<String> found = stack.lines().stream().map(line -> "#   " + line).toList();
        return filled("gatehouse.yaml", Map.of("NAME", "\"" + name + "\"", "FOUND", String.join("\n", found)));
    }

    private void ciFiles(SequencedMap<String, String> files, Set<Ci> cis, Origin origin, Path top)
            throws UsageException, IOException {
        Map<String, String> values = new HashMap<>(origin.values());
        // Not all repositories of the world in the same minute.
        values.put("MINUTE", String.valueOf(Math.floorMod(String.valueOf(top.getFileName()).hashCode(), 60)));
        files.put(".gatehouse/ci.sh", filled("ci.sh", values));
        Path sums = checksums;
        if (sums != null) {
            if (Files.size(sums) > LARGEST_CHECKSUMS) {
                throw new UsageException(sums + " is too large to be a list of checksums");
            }
            String text = Files.readString(sums, StandardCharsets.UTF_8);
            if (!text.contains("gatehouse-" + origin.version() + "-")) {
                throw new UsageException(sums + " names no archive of version " + origin.version());
            }
            files.put(".gatehouse/SHA256SUMS", text);
        }
        for (Ci ci : cis) {
            for (Ci.Part part : ci.parts()) {
                boolean takenIn = part.path().equals(".gitlab-ci.yml") && Files.exists(top.resolve(part.path()));
                if (!takenIn) {
                    files.put(part.path(), filled(part.template(), values));
                }
            }
        }
    }

    private static String filled(String template, Map<String, String> values) {
        String text = Resources.text("init/" + template);
        for (Map.Entry<String, String> value : values.entrySet()) {
            text = text.replace("@" + value.getKey() + "@", value.getValue());
        }
        return text;
    }

    private void put(Console console, Path top, String name, String text) throws UsageException, IOException {
        Path file = top.resolve(name);
        boolean there = Files.exists(file, LinkOption.NOFOLLOW_LINKS);
        if (there && Files.isRegularFile(file) && Files.readString(file).equals(text)) {
            console.out().println("kept " + name + ", which is as it would be written");
        } else if (there && !force) {
            console.out().println("kept " + name + ", which is there; --force overwrites it");
        } else if (dryRun) {
            console.out().println("would write " + name + ":");
            text.lines().forEach(line -> console.out().println("    " + line));
        } else {
            Path folder = file.getParent();
            // A link in the working tree must not lead our files elsewhere.
            Path existing = top;
            for (Path part : top.relativize(folder)) {
                Path next = existing.resolve(part);
                if (!Files.exists(next, LinkOption.NOFOLLOW_LINKS)) {
                    break;
                }
                existing = next;
            }
            if (!Files.isDirectory(existing) || !existing.toRealPath().startsWith(top)) {
                throw new UsageException(
                        existing + " leads out of the repository or is no folder, so " + name + " cannot be written");
            }
            Files.createDirectories(folder);
            ReportFile.write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
            console.out().println((there ? "overwrote " : "wrote ") + name);
        }
    }
}
