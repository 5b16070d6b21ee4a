package dev.gatehouse.sca.remedy.pin;

import dev.gatehouse.document.DocumentException;
import dev.gatehouse.document.Documents;
import dev.gatehouse.document.Duplicates;
import dev.gatehouse.document.Format;
import dev.gatehouse.document.Limits;
import dev.gatehouse.document.Mapping;
import dev.gatehouse.document.Member;
import dev.gatehouse.document.Scalar;
import dev.gatehouse.document.Value;
import dev.gatehouse.ecosystem.Ecosystem;
import dev.gatehouse.ecosystem.PackageUrl;
import dev.gatehouse.ecosystem.range.RangeException;
import dev.gatehouse.ecosystem.range.Requirement;
import dev.gatehouse.ecosystem.version.VersionException;
import dev.gatehouse.ecosystem.version.VersionScheme;
import dev.gatehouse.sca.inventory.Project;
import dev.gatehouse.sca.listing.Nodes;
import dev.gatehouse.sca.listing.Purls;
import dev.gatehouse.sca.remedy.Bump;
import dev.gatehouse.sca.remedy.FileEdit;
import dev.gatehouse.sca.remedy.KnownWeaknesses;
import dev.gatehouse.sca.remedy.UnresolvableException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Crates of a `Cargo.lock`. `cargo update --precise` writes it, in a folder that has the manifests and, so that it finds its targets,
/// empty files for the sources; no build script runs, and settings of the repository (`.cargo`) are not there.
final class CargoPins implements PinReader {
    private static final Limits LIMITS = new Limits(128 << 20, 128, 8_000_000);
    private static final int MOST_FILES = 100_000;
    private static final List<String> TABLES = List.of("dependencies", "dev-dependencies", "build-dependencies");

    private final PackageManager manager;
    private final KnownWeaknesses known;

    CargoPins(PackageManager manager, KnownWeaknesses known) {
        this.manager = manager;
        this.known = known;
    }

    /// One crate of a lock file.
    private record Crate(String name, String version, String source) {}

    @Override
    public PinBook read(Path root, List<Project> projects) throws UnresolvableException, IOException {
        Path lock = PinReader.file(root, projects.getFirst()).toAbsolutePath().normalize();
        byte[] bytes = PinReader.bytes(lock);
        if (bytes == null) {
            throw new UnresolvableException("it is no file that can be written");
        }
        List<Crate> crates = crates(lock, bytes);
        List<Path> sources = new ArrayList<>();
        Map<Path, byte[]> manifests = tree(lock.resolveSibling(""), sources);
        List<Site> asked = new ArrayList<>();
        Map<Site, String> names = new LinkedHashMap<>();
        PinBookBuilder book = new PinBookBuilder();
        book.file(lock, bytes);
        for (Map.Entry<Path, byte[]> manifest : manifests.entrySet()) {
            book.file(manifest.getKey(), manifest.getValue());
            requirements(manifest.getKey(), manifest.getValue(), names);
        }
        asked.addAll(names.keySet());
        for (Crate crate : crates) {
            PackageUrl purl = Purls.of("cargo", "", crate.name(), crate.version()).orElse(null);
            if (purl == null || crate.source().isEmpty()) {
                continue;
            }
            if (!crate.source().endsWith("github.com/rust-lang/crates.io-index")) {
                book.reason(Ecosystem.name(purl), "it comes from " + crate.source().replaceFirst("[?#].*", ""));
                continue;
            }
            List<Site> sites = asked.stream()
                    .filter(site -> crate.name().equals(names.get(site)) && admits(site, crate.version()))
                    .toList();
            book.pin(crate.name() + "@" + crate.version(), crate.name(), purl, sites,
                    sites.isEmpty() ? Bump.How.LOCK : Bump.How.REQUIREMENT);
        }
        boolean git = crates.stream().anyMatch(crate -> crate.source().startsWith("git+"));
        return book.build(projects, "it does not come from crates.io", (moved, edits) -> {
            if (git) {
                throw new UnresolvableException("crates come from git, and cargo would contact what the repository names; run: "
                        + String.join(" && ", commands(moved)));
            }
            return write(root, lock, bytes, manifests, sources, moved, edits);
        });
    }

    private static boolean admits(Site site, String version) {
        try {
            return Requirement.parse(VersionScheme.CARGO, site.text()).admits(VersionScheme.CARGO.parse(version));
        } catch (RangeException | VersionException _) {
            return false;
        }
    }

    private static List<String> commands(Map<Pin, String> moved) {
        List<String> commands = new ArrayList<>();
        moved.forEach((pin, version) -> commands
                .add("cargo update -p " + pin.name() + "@" + pin.version() + " --precise " + version));
        return commands;
    }

    private List<FileEdit> write(Path root, Path lock, byte[] bytes, Map<Path, byte[]> manifests, List<Path> sources,
            Map<Pin, String> moved, List<FileEdit> edits) throws UnresolvableException, IOException, InterruptedException {
        Path cargo = manager.find("cargo", root);
        if (cargo == null) {
            throw new UnresolvableException("cargo is not installed here, and only it writes Cargo.lock; run: "
                    + String.join(" && ", commands(moved)));
        }
        Path place = lock.resolveSibling("");
        return manager.aside(folder -> {
            for (Path source : sources) {
                Path copy = folder.resolve(place.relativize(source).toString());
                Files.createDirectories(copy.getParent());
                Files.createFile(copy);
            }
            for (Map.Entry<Path, byte[]> manifest : manifests.entrySet()) {
                byte[] after = LockStep.after(edits, manifest.getKey());
                Path copy = folder.resolve(place.relativize(manifest.getKey()).toString());
                Files.createDirectories(copy.getParent());
                Files.write(copy, after == null ? manifest.getValue() : after);
            }
            Path copiedLock = folder.resolve("Cargo.lock");
            Files.write(copiedLock, bytes);
            List<Crate> before = crates(lock, bytes);
            for (Map.Entry<Pin, String> each : moved.entrySet()) {
                String name = each.getKey().name();
                List<Crate> now = crates(lock, Files.readAllBytes(copiedLock));
                String version = locked(each.getKey(), now, before);
                if (!version.equals(each.getValue())) {
                    manager.run(folder, List.of(cargo.toString(), "update", "--quiet", "-p", name + "@" + version, "--precise",
                            each.getValue()), Map.of("CARGO_TERM_COLOR", "never"));
                }
            }
            byte[] written = Files.readAllBytes(copiedLock);
            LockCheck.hold(urls(crates(lock, bytes)), urls(crates(lock, written)), moved, known);
            List<FileEdit> all = new ArrayList<>(edits);
            all.add(new FileEdit(lock, bytes, written));
            return all;
        });
    }

    /// The version from which a crate is moved: a changed requirement makes cargo take another one by itself.
    private static String locked(Pin pin, List<Crate> now, List<Crate> before) {
        List<String> versions = now.stream().filter(crate -> crate.name().equals(pin.name())).map(Crate::version).toList();
        List<String> old = before.stream().filter(crate -> crate.name().equals(pin.name())).map(Crate::version).toList();
        return versions.contains(pin.version())
                ? pin.version()
                : versions.stream().filter(version -> !old.contains(version)).findFirst().orElse(pin.version());
    }

    private static Set<PackageUrl> urls(List<Crate> crates) {
        Set<PackageUrl> urls = new LinkedHashSet<>();
        crates.stream().filter(crate -> !crate.source().isEmpty())
                .forEach(crate -> Purls.of("cargo", "", crate.name(), crate.version()).ifPresent(urls::add));
        return urls;
    }

    private static List<Crate> crates(Path file, byte[] bytes) throws UnresolvableException {
        Mapping lock = toml(file, bytes);
        if (lock == null) {
            throw new UnresolvableException("the lock file cannot be read");
        }
        return Nodes.mappings(lock, "package").stream()
                .map(each -> new Crate(Nodes.text(each, "name"), Nodes.text(each, "version"), Nodes.text(each, "source")))
                .toList();
    }

    private static @Nullable Mapping toml(Path file, byte[] bytes) {
        try {
            return Documents.read(Format.TOML, file.toString(), bytes, LIMITS, Duplicates.KEEP) instanceof Mapping mapping
                    ? mapping
                    : null;
        } catch (DocumentException _) {
            return null;
        }
    }

    /// The manifests below a folder; the sources go to the list.
    private static Map<Path, byte[]> tree(Path folder, List<Path> sources) throws IOException {
        Map<Path, byte[]> manifests = new LinkedHashMap<>();
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path each, BasicFileAttributes attributes) {
                String name = String.valueOf(each.getFileName());
                boolean passed = !each.equals(folder)
                        && (name.startsWith(".") || name.equals("target") || name.equals("node_modules"));
                return passed ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path each, BasicFileAttributes attributes) throws IOException {
                String name = String.valueOf(each.getFileName());
                if (attributes.isRegularFile() && name.equals("Cargo.toml")) {
                    byte[] bytes = PinReader.bytes(each);
                    if (bytes != null) {
                        manifests.put(each, bytes);
                    }
                } else if (attributes.isRegularFile() && name.endsWith(".rs")) {
                    sources.add(each);
                }
                return manifests.size() + sources.size() > MOST_FILES ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
            }
        });
        return manifests;
    }

    /// What a manifest asks for, by where it does.
    private static void requirements(Path file, byte[] bytes, Map<Site, String> names) {
        Mapping manifest = toml(file, bytes);
        if (manifest == null) {
            return;
        }
        List<Mapping> holders = new ArrayList<>(List.of(manifest));
        Mapping workspace = Nodes.mapping(manifest, "workspace");
        if (workspace != null) {
            holders.add(workspace);
        }
        for (Member target : Nodes.members(manifest, "target")) {
            if (target.value() instanceof Mapping inner) {
                holders.add(inner);
            }
        }
        for (Mapping holder : holders) {
            for (String table : TABLES) {
                for (Member member : Nodes.members(holder, table)) {
                    Value version = member.value() instanceof Mapping details ? details.get("version") : member.value();
                    String renamed = member.value() instanceof Mapping details ? Nodes.text(details, "package") : "";
                    if (version instanceof Scalar.Text text) {
                        int start = text.range().start() + 1;
                        int end = text.range().end() - 1;
                        if (start < end && new String(bytes, start, end - start, StandardCharsets.UTF_8).equals(text.text())) {
                            names.put(Site.range(file, start, end, text.text(), VersionScheme.CARGO),
                                    renamed.isEmpty() ? member.key() : renamed);
                        }
                    }
                }
            }
        }
    }
}
