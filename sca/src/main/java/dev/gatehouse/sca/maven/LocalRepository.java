package dev.gatehouse.sca.maven;

import dev.gatehouse.document.DocumentException;
import dev.gatehouse.document.Documents;
import dev.gatehouse.document.Limits;
import dev.gatehouse.document.XmlElement;
import dev.gatehouse.sca.java.MavenModels;
import dev.gatehouse.sca.listing.Pom;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.InvalidPathException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The user's own local repository of Maven, in which every build leaves the models that it read. Only ever read, never asked
/// over a network. Coordinates of a scanned tree cannot lead out of it: they hold no separators, and what a link makes of a path
/// must lie below it again.
public final class LocalRepository implements PomSource {
    /// Environment variable that names another folder, or `none`.
    public static final String VARIABLE = "GATEHOUSE_MAVEN_REPOSITORY";

    private static final Pattern GROUP = Pattern.compile("[A-Za-z0-9_-]+(?:\\.[A-Za-z0-9_-]+)*");
    private static final Pattern PART = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9_.+-]*");
    private static final int LONGEST = 200;
    private static final int LARGEST = 4 << 20;
    private static final int MOST_FILES = 50_000;
    private static final int MOST_VERSIONS = 2_000;

    private final Path root;
    private final Map<String, Optional<Pom>> read = new HashMap<>();

    private LocalRepository(Path root) {
        this.root = root;
    }

    /// The repository of the user whose environment this is: the folder that [#VARIABLE] names, else `localRepository` of Maven's
    /// user settings, else `.m2/repository`. None if that is no folder.
    public static PomSource of(Map<String, String> environment) {
        String named = environment.getOrDefault(VARIABLE, "");
        String home = environment.getOrDefault("HOME", environment.getOrDefault("USERPROFILE", ""));
        if (named.equals("none") || named.isEmpty() && home.isEmpty()) {
            return NONE;
        }
        try {
            Path folder = named.isEmpty() ? configured(Path.of(home)) : Path.of(named);
            return Files.isDirectory(folder) ? new LocalRepository(folder.toRealPath()) : NONE;
        } catch (IOException | InvalidPathException e) {
            return NONE;
        }
    }

    private static Path configured(Path home) throws IOException {
        Path settings = home.resolve(".m2/settings.xml");
        if (Files.isRegularFile(settings) && Files.size(settings) <= LARGEST) {
            try {
                XmlElement root = Documents.readXml("settings.xml", Files.readAllBytes(settings), Limits.DEFAULT);
                XmlElement folder = root.element("localRepository");
                String text = folder == null ? "" : folder.text().strip().replace("${user.home}", home.toString());
                if (!text.isEmpty() && !text.contains("${")) {
                    return Path.of(text);
                }
            } catch (DocumentException _) {
                // Maven itself would refuse to build; the default is the best guess.
            }
        }
        return home.resolve(".m2/repository");
    }

    @Override
    public String title() {
        return "the local Maven repository";
    }

    @Override
    public @Nullable Pom find(String group, String artifact, String version) {
        if (!valid(group, artifact) || !PART.matcher(version).matches() || version.length() > LONGEST) {
            return null;
        }
        String key = group + ":" + artifact + ":" + version;
        Optional<Pom> known = read.get(key);
        if (known == null) {
            known = read.size() >= MOST_FILES
                    ? Optional.empty()
                    : read(folder(group, artifact).resolve(version).resolve(artifact + "-" + version + ".pom"), key);
            read.put(key, known);
        }
        return known.orElse(null);
    }

    private static boolean valid(String group, String artifact) {
        return group.length() <= LONGEST && artifact.length() <= LONGEST && GROUP.matcher(group).matches()
                && PART.matcher(artifact).matches();
    }

    private Path folder(String group, String artifact) {
        return root.resolve(group.replace('.', '/')).resolve(artifact);
    }

    private Optional<Pom> read(Path file, String name) {
        try {
            if (!Files.isRegularFile(file) || !file.toRealPath().startsWith(root)) {
                return Optional.empty();
            }
            byte[] bytes;
            try (InputStream in = Files.newInputStream(file)) {
                bytes = in.readNBytes(LARGEST + 1);
            }
            return bytes.length > LARGEST ? Optional.empty() : Optional.of(MavenModels.read(name, bytes));
        } catch (IOException | DocumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public List<String> versions(String group, String artifact) {
        List<String> versions = new ArrayList<>();
        if (valid(group, artifact)) {
            try (Stream<Path> list = Files.list(folder(group, artifact))) {
                list.limit(MOST_VERSIONS).filter(each -> Files.isDirectory(each, LinkOption.NOFOLLOW_LINKS))
                        .map(each -> String.valueOf(each.getFileName())).filter(each -> find(group, artifact, each) != null)
                        .forEach(versions::add);
            } catch (IOException | java.io.UncheckedIOException _) {
                return List.of();
            }
        }
        return versions;
    }
}
