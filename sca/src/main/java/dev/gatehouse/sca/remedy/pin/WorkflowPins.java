package dev.gatehouse.sca.remedy.pin;

import dev.gatehouse.ecosystem.Ecosystem;
import dev.gatehouse.ecosystem.PackageUrl;
import dev.gatehouse.ecosystem.version.VersionScheme;
import dev.gatehouse.sca.inventory.Project;
import dev.gatehouse.sca.listing.Purls;
import dev.gatehouse.sca.remedy.Bump;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where workflows of GitHub name the version of an action: the tag behind `@`. A commit is another matter: which one a tag stands
/// for only GitHub knows.
final class WorkflowPins implements PinReader {
    private static final Pattern USES = Pattern.compile(
            "(?m)^[ \\t]*(?:-[ \\t]+)?uses:[ \\t]*[\"']?(?<owner>[A-Za-z0-9_.-]+)/(?<name>[A-Za-z0-9_.-]+)(?:/[^@\\s\"']+)?@"
                    + "(?<version>[^\\s\"'#]+)");

    /// All workflows of a tree are one plan: an action is raised everywhere.
    @Override
    public List<List<Project>> together(Path root, List<Project> projects) {
        return List.of(projects);
    }

    @Override
    public PinBook read(Path root, List<Project> projects) throws IOException {
        PinBookBuilder book = new PinBookBuilder();
        for (Project project : projects) {
            Path file = PinReader.file(root, project);
            byte[] bytes = PinReader.bytes(file);
            if (bytes == null) {
                continue;
            }
            book.file(file, bytes);
            Matcher matcher = USES.matcher(new String(bytes, StandardCharsets.ISO_8859_1));
            while (matcher.find()) {
                String version = matcher.group("version");
                PackageUrl purl = Purls.github(matcher.group("owner"), matcher.group("name"), version, "").orElse(null);
                if (purl == null) {
                    continue;
                }
                String name = Ecosystem.name(purl);
                if (version.matches("[0-9a-f]{40}")) {
                    book.reason(name,
                            "it is pinned to a commit, and which commit the repaired version is only its repository says");
                } else {
                    book.pin(name + "@" + version, name, purl, List.of(
                            Site.exact(file, matcher.start("version"), matcher.end("version"), version, VersionScheme.GITHUB)),
                            Bump.How.REQUIREMENT);
                }
            }
        }
        return book.build(projects, "where its version is written was not found", LockStep.NONE);
    }
}
