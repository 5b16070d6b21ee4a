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
import dev.gatehouse.ecosystem.version.VersionScheme;
import dev.gatehouse.sca.inventory.Project;
import dev.gatehouse.sca.listing.Nodes;
import dev.gatehouse.sca.listing.Purls;
import dev.gatehouse.sca.remedy.Bump;
import dev.gatehouse.sca.remedy.FileEdit;
import dev.gatehouse.sca.remedy.UnresolvableException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where a version catalogue of Gradle writes versions: with a library or plug-in, or as a version that several refer to.
final class CataloguePins implements PinReader {
    private static final Limits LIMITS = new Limits(16 << 20, 64, 1_000_000);

    @Override
    public PinBook read(Path root, List<Project> projects) throws UnresolvableException, IOException {
        Path file = PinReader.file(root, projects.getFirst());
        byte[] bytes = PinReader.bytes(file);
        try {
            if (bytes == null || !(Documents.read(Format.TOML, file.toString(), bytes, LIMITS,
                    Duplicates.KEEP) instanceof Mapping catalogue)) {
                throw new UnresolvableException("it is no file that can be written");
            }
            PinBookBuilder book = new PinBookBuilder();
            book.file(file, bytes);
            Mapping versions = Nodes.mapping(catalogue, "versions");
            for (Member member : Nodes.members(catalogue, "libraries")) {
                if (member.value() instanceof Mapping library) {
                    String module = Nodes.text(library, "module");
                    String[] parts = module.isEmpty()
                            ? new String[]{Nodes.text(library, "group"), Nodes.text(library, "name")}
                            : module.split(":", -1);
                    pin(book, file, bytes, parts[0], parts[parts.length - 1], library.get("version"), versions);
                } else {
                    shorthand(book, file, bytes, member.value());
                }
            }
            for (Member member : Nodes.members(catalogue, "plugins")) {
                if (member.value() instanceof Mapping plugin) {
                    String id = Nodes.text(plugin, "id");
                    pin(book, file, bytes, id, id + ".gradle.plugin", plugin.get("version"), versions);
                }
            }
            return book.build(projects, "its version is put together from several", locks(root, file));
        } catch (DocumentException e) {
            throw new UnresolvableException("it cannot be read: " + e.what(), e);
        }
    }

    /// Dependency locks are written by a build, which is a program of the repository: none is run here.
    private static LockStep locks(Path root, Path file) {
        return (moved, manifests) -> {
            Path folder = file.toAbsolutePath().normalize().getParent();
            Path top = root.toAbsolutePath().normalize();
            while (folder != null && folder.startsWith(top)) {
                if (Files.exists(folder.resolve("gradle.lockfile"))) {
                    throw new UnresolvableException("there is " + top.relativize(folder.resolve("gradle.lockfile"))
                            + ", which only the build can write, and a build runs programs of the repository; change "
                            + shown(manifests) + " and run: gradle dependencies --write-locks");
                }
                folder = folder.getParent();
            }
            return manifests;
        };
    }

    private static String shown(List<FileEdit> manifests) {
        return String.join(", ", manifests.stream().map(edit -> String.valueOf(edit.file().getFileName())).toList());
    }

    private static void pin(PinBookBuilder book, Path file, byte[] bytes, String group, String name, @Nullable Value version,
            @Nullable Mapping versions) {
        Scalar.Text written = number(version, versions);
        if (written == null || group.isEmpty() || name.isEmpty()) {
            return;
        }
        Site site = site(file, bytes, written);
        PackageUrl purl = Purls.maven(group, name, written.text()).orElse(null);
        if (site == null || purl == null || written.text().matches(".*[+\\[\\](,].*|latest\\..*")) {
            return;
        }
        String reference = version instanceof Mapping rich ? Nodes.text(rich, "ref") : "";
        String known = Ecosystem.name(purl);
        book.pin(String.valueOf(site.start()), reference.isEmpty() ? known : reference + " of " + known, purl, List.of(site),
                Bump.How.REQUIREMENT);
    }

    private static void shorthand(PinBookBuilder book, Path file, byte[] bytes, Value value) {
        String[] parts = Nodes.text(value).split(":", -1);
        if (parts.length != 3 || !(value instanceof Scalar.Text whole)) {
            return;
        }
        Site all = site(file, bytes, whole);
        PackageUrl purl = Purls.maven(parts[0], parts[1], parts[2]).orElse(null);
        if (all != null && purl != null && !parts[2].isEmpty()) {
            int start = all.end() - parts[2].getBytes(StandardCharsets.UTF_8).length;
            book.pin(String.valueOf(start), Ecosystem.name(purl), purl,
                    List.of(Site.exact(file, start, all.end(), parts[2], VersionScheme.MAVEN)), Bump.How.REQUIREMENT);
        }
    }

    private static Scalar.@Nullable Text number(@Nullable Value version, @Nullable Mapping versions) {
        if (version instanceof Mapping rich) {
            String reference = Nodes.text(rich, "ref");
            if (!reference.isEmpty()) {
                return versions == null ? null : number(versions.get(reference), null);
            }
            List<String> said = List.of("strictly", "require", "prefer").stream().filter(key -> rich.get(key) != null).toList();
            return said.size() == 1 && rich.get(said.getFirst()) instanceof Scalar.Text text ? text : null;
        }
        return version instanceof Scalar.Text text ? text : null;
    }

    /// The text between the quotes; null if it is written with escapes.
    private static @Nullable Site site(Path file, byte[] bytes, Scalar.Text text) {
        int start = text.range().start() + 1;
        int end = text.range().end() - 1;
        String written = start > end ? "" : new String(bytes, start, end - start, StandardCharsets.UTF_8);
        return written.equals(text.text()) && !written.isEmpty()
                ? Site.exact(file, start, end, written, VersionScheme.MAVEN)
                : null;
    }

}
