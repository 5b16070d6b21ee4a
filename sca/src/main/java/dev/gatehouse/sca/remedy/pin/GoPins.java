package dev.gatehouse.sca.remedy.pin;

import dev.gatehouse.ecosystem.Ecosystem;
import dev.gatehouse.ecosystem.PackageUrl;
import dev.gatehouse.ecosystem.version.VersionException;
import dev.gatehouse.ecosystem.version.VersionScheme;
import dev.gatehouse.sca.inventory.Project;
import dev.gatehouse.sca.listing.Purls;
import dev.gatehouse.sca.remedy.Bump;
import dev.gatehouse.sca.remedy.FileEdit;
import dev.gatehouse.sca.remedy.KnownWeaknesses;
import dev.gatehouse.sca.remedy.UnresolvableException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Modules of Go. What is required and which sums that has, the `go` command decides and writes: `go get` and `go mod tidy` on copies
/// of `go.mod` and `go.sum`, which `-modfile` lets it use instead of those of the tree. It runs nothing of the modules, and is kept
/// from version control, so that only the proxies of the user's own settings are asked.
final class GoPins implements PinReader {
    private static final Pattern REQUIRED = Pattern
            .compile("^(?:require[ \\t]+)?(?<module>[^\\s()]+)[ \\t]+(?<version>v[0-9][^\\s]*)(?:\\s*//.*)?$");
    private static final Pattern REPLACED = Pattern
            .compile("^(?:replace[ \\t]+)?(?<module>[^\\s()]+)(?:[ \\t]+v[^\\s]+)?[ \\t]+=>.*$");

    private static final Pattern TOOLCHAIN = Pattern
            .compile("(?m)^toolchain[ \\t]+go([0-9]+\\.[0-9]+\\.[0-9]+)[ \\t]*(?=//|\\r?$)");
    private static final Pattern GO = Pattern.compile("(?m)^go[ \\t]+([0-9]+\\.[0-9]+\\.[0-9]+)(?=[ \\t]*\\r?$)");

    private final PackageManager manager;
    private final KnownWeaknesses known;

    GoPins(PackageManager manager, KnownWeaknesses known) {
        this.manager = manager;
        this.known = known;
    }

    @Override
    public PinBook read(Path root, List<Project> projects) throws UnresolvableException, IOException {
        Path file = PinReader.file(root, projects.getFirst()).toAbsolutePath().normalize();
        byte[] bytes = PinReader.bytes(file);
        if (bytes == null) {
            throw new UnresolvableException("it is no file that can be written");
        }
        Path sums = file.resolveSibling("go.sum");
        byte[] sumBytes = PinReader.bytes(sums);
        PinBookBuilder book = new PinBookBuilder();
        book.file(file, bytes);
        for (PackageUrl purl : required(bytes)) {
            String name = Ecosystem.name(purl);
            book.pin(name, name, purl, List.of(), Bump.How.REQUIREMENT);
        }
        toolchain(file, bytes).ifPresentOrElse(
                site -> book.pin("stdlib", "stdlib", Purls.golang("stdlib", site.version()).orElseThrow(), List.of(site.site()),
                        Bump.How.REQUIREMENT),
                () -> book.reason("stdlib", "the toolchain that builds decides, and go.mod names no release of it"));
        return book.build(projects, "a replace directive decides its version", (moved, edits) -> {
            Map<Pin, String> modules = new LinkedHashMap<>(moved);
            modules.keySet().removeIf(pin -> pin.name().equals("stdlib"));
            if (modules.isEmpty()) {
                return edits;
            }
            if (sumBytes == null) {
                throw new UnresolvableException("there is no go.sum; run: " + command(modules));
            }
            byte[] manifest = LockStep.after(edits, file);
            return write(root, file, bytes, manifest == null ? bytes : manifest, sums, sumBytes, modules);
        });
    }

    private static String command(Map<Pin, String> moved) {
        return "go get " + String.join(" ", wanted(moved)) + " && go mod tidy";
    }

    private static List<String> wanted(Map<Pin, String> moved) {
        List<String> wanted = new ArrayList<>();
        moved.forEach((pin, version) -> wanted.add(pin.name() + "@" + version));
        return wanted;
    }

    private List<FileEdit> write(Path root, Path file, byte[] bytes, byte[] manifest, Path sums, byte[] sumBytes,
            Map<Pin, String> moved)
            throws UnresolvableException, IOException, InterruptedException {
        Path go = manager.find("go", root);
        if (go == null) {
            throw new UnresolvableException(
                    "go is not installed here, and only it knows what else moves; run: " + command(moved));
        }
        if (Files.exists(file.resolveSibling("vendor").resolve("modules.txt"))) {
            throw new UnresolvableException(
                    "the modules are copied into vendor, which is to be written anew; run: " + command(moved)
                            + " && go mod vendor");
        }
        return manager.aside(folder -> {
            Path copy = folder.resolve("go.mod");
            Path copiedSums = folder.resolve("go.sum");
            Files.write(copy, local(manifest));
            Files.write(copiedSums, sumBytes);
            Map<String, String> settings = Map.of("GOFLAGS", manager.setting("GOFLAGS", "-mod=mod"), "GOWORK", "off",
                    "GOTOOLCHAIN", "local", "GOVCS", "*:off",
                    "CGO_ENABLED", "0");
            Path place = file.resolveSibling("");
            // One after the other: what one upgrade brings may be newer than what was asked for another.
            for (Map.Entry<Pin, String> each : moved.entrySet()) {
                if (!reached(required(Files.readAllBytes(copy)), each.getKey().name(), each.getValue())) {
                    manager.run(place,
                            List.of(go.toString(), "get", "-modfile=" + copy, each.getKey().name() + "@" + each.getValue()),
                            settings);
                }
            }
            manager.run(place, List.of(go.toString(), "mod", "tidy", "-modfile=" + copy), settings);
            byte[] written = again(Files.readAllBytes(copy), manifest);
            LockCheck.hold(required(bytes), required(written), moved, known);
            List<FileEdit> edits = new ArrayList<>();
            edits.add(new FileEdit(file, bytes, written));
            byte[] writtenSums = Files.readAllBytes(copiedSums);
            if (!Arrays.equals(sumBytes, writtenSums)) {
                edits.add(new FileEdit(sums, sumBytes, writtenSums));
            }
            return edits;
        });
    }

    /// Whether a module has a version already, or a newer one.
    private static boolean reached(Set<PackageUrl> required, String module, String version) {
        return required.stream().anyMatch(purl -> {
            try {
                return Ecosystem.name(purl).equals(module) && VersionScheme.GO.parse(String.valueOf(purl.version()))
                        .compareTo(VersionScheme.GO.parse(version)) >= 0;
            } catch (VersionException _) {
                return false;
            }
        });
    }

    /// The line that says which standard library.
    private record Toolchain(Site site, String version) {}

    /// The `toolchain` line; without one it is put behind the `go` line, which is not raised because who uses the module must have
    /// what it says.
    private static Optional<Toolchain> toolchain(Path file, byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        Matcher chain = TOOLCHAIN.matcher(text);
        if (chain.find()) {
            return Optional.of(new Toolchain(Site.exact(file, chain.start(1), chain.end(1), chain.group(1), VersionScheme.GO),
                    chain.group(1)));
        }
        Matcher go = GO.matcher(text);
        return go.find()
                ? Optional.of(new Toolchain(Site.insertion(file, go.end(), VersionScheme.GO,
                        new Site.Frame("", "\n\ntoolchain go", "", "")), go.group(1)))
                : Optional.empty();
    }

    /// Without the toolchain, which may be newer than the one that is installed here and is nothing that `go get` has to know.
    private static byte[] local(byte[] manifest) {
        return new String(manifest, StandardCharsets.ISO_8859_1)
                .replaceFirst("(?m)^\\s*toolchain[ \\t]+go[^\\r\\n]*(\\r?\\n)", "$1")
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    /// What `go` wrote, with the toolchain that the manifest names.
    private static byte[] again(byte[] written, byte[] manifest) {
        Matcher chain = TOOLCHAIN.matcher(new String(manifest, StandardCharsets.ISO_8859_1));
        String text = new String(written, StandardCharsets.ISO_8859_1);
        Matcher there = TOOLCHAIN.matcher(text);
        if (!chain.find() || there.find()) {
            return written;
        }
        return text.replaceFirst("(?m)^(go[ \\t]+[0-9][^\\r\\n]*)$", "$1\n\ntoolchain go" + chain.group(1))
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    /// What a `go.mod` requires and does not replace.
    static Set<PackageUrl> required(byte[] bytes) {
        Map<String, String> required = new LinkedHashMap<>();
        Set<String> replaced = new LinkedHashSet<>();
        String block = "";
        for (String line : new String(bytes, StandardCharsets.UTF_8).split("\n")) {
            String text = line.strip();
            if (text.equals(")")) {
                block = "";
            } else if (block.isEmpty() && text.endsWith("(")) {
                block = text.replaceFirst("\\s*\\($", "");
            } else {
                Matcher require = REQUIRED.matcher(text);
                Matcher replace = REPLACED.matcher(text);
                if ((block.equals("require") || text.startsWith("require ")) && require.matches()) {
                    required.put(require.group("module"), require.group("version"));
                } else if ((block.equals("replace") || text.startsWith("replace ")) && replace.matches()) {
                    replaced.add(replace.group("module"));
                }
            }
        }
        Set<PackageUrl> urls = new LinkedHashSet<>();
        required.forEach((module, version) -> {
            if (!replaced.contains(module)) {
                Purls.golang(module, version).ifPresent(urls::add);
            }
        });
        return urls;
    }
}
