package dev.gatehouse.sca.remedy.npm;

import dev.gatehouse.document.DocumentException;
import dev.gatehouse.document.Documents;
import dev.gatehouse.document.Duplicates;
import dev.gatehouse.document.Format;
import dev.gatehouse.document.Limits;
import dev.gatehouse.document.Mapping;
import dev.gatehouse.document.Member;
import dev.gatehouse.sca.listing.Nodes;
import dev.gatehouse.sca.remedy.Edits;
import dev.gatehouse.sca.remedy.FileEdit;
import dev.gatehouse.sca.remedy.FixableProject;
import dev.gatehouse.sca.remedy.Resolution;
import dev.gatehouse.sca.remedy.UnresolvableException;
import dev.gatehouse.sca.remedy.npm.NpmNeeds.Ask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A project of npm on disk: its lock file, its `package.json` and those of the members of its workspace.
final class NpmProject implements FixableProject {
    private static final Limits LIMITS = new Limits(128 << 20, 128, 8_000_000);

    private final Path lockFile;
    private final byte[] lockText;
    private final Mapping lock;
    /// By place: empty for the project itself.
    private final Map<String, Manifest> manifests;
    private final NpmTree tree;
    private final NpmCatalogue catalogue;

    private record Manifest(Path file, byte[] text, Mapping root) {}

    private NpmProject(Path lockFile, byte[] lockText, Mapping lock, Map<String, Manifest> manifests, NpmTree tree,
            NpmCatalogue catalogue) {
        this.lockFile = lockFile;
        this.lockText = lockText;
        this.lock = lock;
        this.manifests = manifests;
        this.tree = tree;
        this.catalogue = catalogue;
    }

    /// Reads the project of a lock file.
    ///
    /// @throws UnresolvableException
    ///             if it is one that is not written here; the message says what to do instead
    /// @throws IOException
    ///             if a file cannot be read
    static NpmProject read(Path lockFile, NpmCatalogue catalogue) throws UnresolvableException, IOException {
        byte[] text = bytes(lockFile);
        Mapping lock = mapping(lockFile, text);
        Mapping packages = Nodes.mapping(lock, "packages");
        if (packages == null) {
            throw new UnresolvableException("the lock file is of version 1, which does not tell enough; write it anew with "
                    + "npm 7 or later: npm install --package-lock-only --ignore-scripts");
        }
        Map<String, NpmNode> nodes = nodes(packages);
        Path folder = lockFile.toAbsolutePath().resolveSibling("").normalize();
        Map<String, Manifest> manifests = new LinkedHashMap<>();
        for (NpmNode node : List.copyOf(nodes.values())) {
            if (node.isOwn() && !node.isLink()) {
                Path file = folder.resolve(node.place()).resolve("package.json").normalize();
                if (!file.startsWith(folder) || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                    throw new UnresolvableException("there is no " + (node.place().isEmpty() ? "" : node.place() + "/")
                            + "package.json, so what is asked for is not known");
                }
                byte[] content = bytes(file);
                Manifest manifest = new Manifest(file, content, mapping(file, content));
                inStep(node, NpmNeeds.of(manifest.root(), true), folder.relativize(file));
                manifests.put(node.place(), manifest);
            }
        }
        Manifest own = manifests.get("");
        if (own == null) {
            throw new UnresolvableException("the lock file says nothing of the project itself");
        }
        return new NpmProject(lockFile, text, lock, manifests, new NpmTree(nodes, NpmOverrides.of(own.root())), catalogue);
    }

    private static Map<String, NpmNode> nodes(Mapping packages) {
        Map<String, NpmNode> nodes = new LinkedHashMap<>();
        for (Member member : packages.members()) {
            if (member.value() instanceof Mapping entry) {
                nodes.put(member.key(), NpmNode.locked(member.key(), entry));
            }
        }
        return nodes;
    }

    private static void inStep(NpmNode node, NpmNeeds asked, Path file) throws UnresolvableException {
        Map<String, String> locked = texts(node.needs());
        Map<String, String> wanted = texts(asked);
        if (!locked.equals(wanted)) {
            String name = java.util.stream.Stream.concat(locked.keySet().stream(), wanted.keySet().stream())
                    .filter(each -> !java.util.Objects.equals(locked.get(each), wanted.get(each))).sorted().findFirst()
                    .orElse("");
            throw new UnresolvableException("the lock file is not in step with " + file + " (" + name
                    + "); run: npm install --package-lock-only --ignore-scripts");
        }
    }

    private static Map<String, String> texts(NpmNeeds needs) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (Ask ask : needs.all()) {
            texts.put(ask.name(), ask.spec().text());
        }
        return texts;
    }

    private static byte[] bytes(Path file) throws IOException {
        if (Files.size(file) > LIMITS.bytes()) {
            throw new IOException(file + ": larger than " + (LIMITS.bytes() >> 20) + " MiB");
        }
        return Files.readAllBytes(file);
    }

    /// Where a key stands twice the last one counts, as for npm.
    private static Mapping mapping(Path file, byte[] text) throws IOException {
        try {
            if (Documents.read(Format.JSON, file.toString(), text, LIMITS, Duplicates.KEEP) instanceof Mapping mapping) {
                return mapping;
            }
            throw new IOException(file + ": is no JSON object");
        } catch (DocumentException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    @Override
    public Resolution resolution() {
        return new NpmResolution(tree, catalogue, Map.of());
    }

    @Override
    public Edits edits(Resolution outcome) throws IOException {
        if (!(outcome instanceof NpmResolution resolution)) {
            throw new IllegalArgumentException("an outcome of another ecosystem");
        }
        List<FileEdit> edits = new ArrayList<>();
        for (Map.Entry<String, Manifest> each : manifests.entrySet()) {
            String place = each.getKey();
            Manifest manifest = each.getValue();
            NpmNode before = tree.node(place);
            NpmNode after = resolution.tree().node(place);
            Map<String, String> overrides = place.isEmpty() ? resolution.addedOverrides() : Map.of();
            if (before != null && after != null && (!before.needs().equals(after.needs()) || !overrides.isEmpty())) {
                byte[] text = new ManifestText(manifest.text(), manifest.root()).write(before.needs(), after.needs(), overrides);
                edits.add(new FileEdit(manifest.file(), manifest.text(), text));
            }
        }
        byte[] text = new LockText(lockText, lock, tree, resolution.tree()).write();
        check(text, resolution.tree());
        edits.add(new FileEdit(lockFile, lockText, text));
        return new Edits(edits, List.of());
    }

    /// What was written is read again: a lock file that does not say what was planned must not get out.
    private void check(byte[] text, NpmTree planned) throws IOException {
        Mapping packages = Nodes.mapping(mapping(lockFile, text), "packages");
        Map<String, NpmNode> written = packages == null ? Map.of() : nodes(packages);
        boolean same = written.keySet().equals(planned.copy().keySet()) && planned.nodes().stream().allMatch(node -> {
            NpmNode other = written.get(node.place());
            return other != null && other.versionText().equals(node.versionText()) && other.name().equals(node.name())
                    && texts(other.needs()).equals(texts(node.needs()));
        });
        if (!same) {
            throw new IllegalStateException("the lock file would not be what was planned");
        }
    }
}
