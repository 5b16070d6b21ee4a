package dev.gatehouse.sca.remedy.pin;

import dev.gatehouse.ecosystem.Ecosystem;
import dev.gatehouse.ecosystem.PackageUrl;
import dev.gatehouse.ecosystem.version.VersionScheme;
import dev.gatehouse.sca.inventory.Project;
import dev.gatehouse.sca.listing.Purls;
import dev.gatehouse.sca.remedy.Bump;
import dev.gatehouse.sca.remedy.UnresolvableException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where requirement files of pip write versions: `name==version`. What is pinned by digests too needs those of the new version,
/// which only an index has.
final class RequirementPins implements PinReader {
    private static final Pattern PINNED = Pattern.compile(
            "(?m)^[ \\t]*(?<name>[A-Za-z0-9][A-Za-z0-9._-]*)[ \\t]*(?:\\[[A-Za-z0-9._, \\t-]*+])?[ \\t]*===?[ \\t]*"
                    + "(?<version>[0-9A-Za-z][0-9A-Za-z.!+_-]*)(?<rest>[^\\r\\n]*)");

    @Override
    public PinBook read(Path root, List<Project> projects) throws UnresolvableException, IOException {
        PinBookBuilder book = new PinBookBuilder();
        Set<Path> files = new LinkedHashSet<>();
        projects.forEach(project -> files.add(PinReader.file(root, project)));
        projects.stream().flatMap(project -> project.packages().stream())
                .forEach(use -> files.add(root.resolve(use.place().path().toString())));
        for (Path file : files) {
            byte[] bytes = PinReader.bytes(file);
            if (bytes != null) {
                book.file(file, bytes);
                read(file, bytes, book);
            }
        }
        return book.build(projects, "it is not pinned as name==version here", LockStep.NONE);
    }

    private static void read(Path file, byte[] bytes, PinBookBuilder book) {
        // One byte is one character, so that offsets are those of the file.
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        Matcher matcher = PINNED.matcher(text);
        while (matcher.find()) {
            String version = matcher.group("version");
            PackageUrl purl = Purls.pypi(matcher.group("name"), version).orElse(null);
            if (purl == null) {
                continue;
            }
            String name = Ecosystem.name(purl);
            String rest = matcher.group("rest").strip();
            if (rest.startsWith(",")) {
                book.reason(name,
                        "it is asked for as ==" + version + rest + "; what should be asked for instead is yours to say");
            } else if (rest.contains("--hash") || rest.endsWith("\\")) {
                book.reason(name, "its digests are pinned too, and those of the new version stand in no file here; run: "
                        + "pip-compile --generate-hashes --upgrade-package " + name);
            } else if (rest.startsWith(".*")) {
                book.reason(name, "it is asked for as ==" + version + ".*");
            } else {
                book.pin(name + "@" + version, name, purl,
                        List.of(Site.exact(file, matcher.start("version"), matcher.end("version"), version, VersionScheme.PYPI)),
                        Bump.How.REQUIREMENT);
            }
        }
    }
}
