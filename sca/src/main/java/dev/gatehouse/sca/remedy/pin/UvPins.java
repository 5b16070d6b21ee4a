package dev.gatehouse.sca.remedy.pin;

import dev.gatehouse.document.DocumentException;
import dev.gatehouse.document.Documents;
import dev.gatehouse.document.Duplicates;
import dev.gatehouse.document.Format;
import dev.gatehouse.document.Limits;
import dev.gatehouse.document.Mapping;
import dev.gatehouse.document.Member;
import dev.gatehouse.document.Scalar;
import dev.gatehouse.document.Sequence;
import dev.gatehouse.document.Value;
import dev.gatehouse.ecosystem.PackageUrl;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Packages of a `uv.lock` with one `pyproject.toml` beside it. `uv lock --upgrade-package` writes it in a folder of its own, where
/// nothing is built: a package that has no wheel cannot be learnt about without running its code.
final class UvPins implements PinReader {
    private static final Limits LIMITS = new Limits(128 << 20, 128, 8_000_000);
    private static final Pattern ASKED = Pattern
            .compile("(?<name>[A-Za-z0-9][A-Za-z0-9._-]*)\\s*(?:\\[[^]]*])?\\s*(?<versions>[^;@\\s][^;@]*?)?\\s*(?:;.*)?");

    private final PackageManager manager;
    private final KnownWeaknesses known;

    UvPins(PackageManager manager, KnownWeaknesses known) {
        this.manager = manager;
        this.known = known;
    }

    @Override
    public PinBook read(Path root, List<Project> projects) throws UnresolvableException, IOException {
        Path lock = PinReader.file(root, projects.getFirst()).toAbsolutePath().normalize();
        Path manifest = lock.resolveSibling("pyproject.toml");
        byte[] bytes = PinReader.bytes(lock);
        byte[] asked = PinReader.bytes(manifest);
        if (bytes == null || asked == null) {
            throw new UnresolvableException("there is no pyproject.toml beside it");
        }
        Mapping locked = toml(lock, bytes);
        PinBookBuilder book = new PinBookBuilder();
        book.file(lock, bytes);
        book.file(manifest, asked);
        Map<String, List<Site>> sites = requirements(manifest, asked);
        String obstacle = obstacle(locked, toml(manifest, asked), lock);
        for (PackageUrl purl : urls(locked)) {
            List<Site> own = sites.getOrDefault(normalised(purl.name()), List.of());
            book.pin(purl.name() + "@" + purl.version(), purl.name(), purl, own,
                    own.isEmpty() ? Bump.How.LOCK : Bump.How.REQUIREMENT);
        }
        return book.build(projects, "it does not come from an index", (moved, edits) -> {
            List<String> arguments = new ArrayList<>(List.of("lock"));
            moved.forEach((pin, version) -> arguments.addAll(List.of("--upgrade-package", pin.name() + "==" + version)));
            String command = "uv " + String.join(" ", arguments);
            Path uv = manager.find("uv", root);
            if (!obstacle.isEmpty()) {
                throw new UnresolvableException(obstacle + "; run: " + command);
            }
            if (uv == null) {
                throw new UnresolvableException("uv is not installed here, and only it writes uv.lock; run: " + command);
            }
            return write(uv, lock, bytes, manifest, asked, arguments, moved, edits);
        });
    }

    private List<FileEdit> write(Path uv, Path lock, byte[] bytes, Path manifest, byte[] asked, List<String> arguments,
            Map<Pin, String> moved, List<FileEdit> edits) throws UnresolvableException, IOException, InterruptedException {
        return manager.aside(folder -> {
            Path copy = folder.resolve("uv.lock");
            byte[] after = LockStep.after(edits, manifest);
            Files.write(copy, bytes);
            Files.write(folder.resolve("pyproject.toml"), after == null ? asked : after);
            List<String> command = new ArrayList<>(List.of(uv.toString()));
            command.addAll(arguments);
            manager.run(folder, command, Map.of("UV_NO_BUILD", "1", "UV_PYTHON_DOWNLOADS", "never", "NO_COLOR", "1"));
            byte[] written = Files.readAllBytes(copy);
            LockCheck.hold(urls(toml(lock, bytes)), urls(toml(lock, written)), moved, known);
            List<FileEdit> all = new ArrayList<>(edits);
            all.add(new FileEdit(lock, bytes, written));
            return all;
        });
    }

    /// Why uv is not run; empty if it can be.
    private static String obstacle(Mapping lock, Mapping manifest, Path file) {
        Mapping tool = Nodes.mapping(manifest, "tool");
        Mapping uv = tool == null ? null : Nodes.mapping(tool, "uv");
        if (uv != null
                && List.of("index", "index-url", "extra-index-url", "find-links").stream().anyMatch(key -> uv.get(key) != null)
                || Files.exists(file.resolveSibling("uv.toml"))) {
            return "the project names indexes of its own, which are not asked here";
        }
        if (uv != null && uv.get("workspace") != null) {
            return "it is a workspace of several projects, which is not copied here";
        }
        Mapping project = Nodes.mapping(manifest, "project");
        if (project == null || project.get("dynamic") instanceof Sequence dynamic && !dynamic.values().isEmpty()) {
            return "what the project is only its build says";
        }
        boolean elsewhere = Nodes.mappings(lock, "package").stream()
                .anyMatch(each -> Nodes.mapping(each, "source") instanceof Mapping from
                        && (from.get("git") != null || from.get("directory") != null || from.get("path") != null
                                || from.get("url") != null));
        return elsewhere ? "some packages come from elsewhere than an index" : "";
    }

    private static Set<PackageUrl> urls(Mapping lock) {
        Set<PackageUrl> urls = new LinkedHashSet<>();
        for (Mapping each : Nodes.mappings(lock, "package")) {
            Mapping source = Nodes.mapping(each, "source");
            if (source != null && source.get("registry") != null) {
                Purls.pypi(Nodes.text(each, "name"), Nodes.text(each, "version")).ifPresent(urls::add);
            }
        }
        return urls;
    }

    private static Mapping toml(Path file, byte[] bytes) throws UnresolvableException {
        try {
            if (Documents.read(Format.TOML, file.toString(), bytes, LIMITS, Duplicates.KEEP) instanceof Mapping mapping) {
                return mapping;
            }
            throw new UnresolvableException(file.getFileName() + " is no table");
        } catch (DocumentException e) {
            throw new UnresolvableException(file.getFileName() + " cannot be read: " + e.what(), e);
        }
    }

    private static Map<String, List<Site>> requirements(Path file, byte[] bytes) throws UnresolvableException {
        Mapping manifest = toml(file, bytes);
        Map<String, List<Site>> sites = new LinkedHashMap<>();
        Mapping project = Nodes.mapping(manifest, "project");
        if (project != null) {
            Nodes.values(project, "dependencies").forEach(value -> requirement(file, bytes, value, sites));
            groups(file, bytes, Nodes.members(project, "optional-dependencies"), sites);
        }
        groups(file, bytes, Nodes.members(manifest, "dependency-groups"), sites);
        return sites;
    }

    private static void groups(Path file, byte[] bytes, List<Member> groups, Map<String, List<Site>> sites) {
        for (Member group : groups) {
            if (group.value() instanceof Sequence values) {
                values.values().forEach(value -> requirement(file, bytes, value, sites));
            }
        }
    }

    private static void requirement(Path file, byte[] bytes, Value value, Map<String, List<Site>> sites) {
        if (!(value instanceof Scalar.Text text)) {
            return;
        }
        int start = text.range().start() + 1;
        int end = text.range().end() - 1;
        Matcher asked = ASKED.matcher(text.text());
        if (start < end && asked.matches() && asked.group("versions") != null
                && new String(bytes, start, end - start, StandardCharsets.ISO_8859_1).equals(text.text())) {
            sites.computeIfAbsent(normalised(asked.group("name")), _ -> new ArrayList<>())
                    .add(Site.range(file, start + asked.start("versions"), start + asked.end("versions"), asked.group("versions"),
                            VersionScheme.PYPI));
        }
    }

    private static String normalised(String name) {
        return name.toLowerCase(java.util.Locale.ROOT).replaceAll("[-_.]+", "-");
    }
}
