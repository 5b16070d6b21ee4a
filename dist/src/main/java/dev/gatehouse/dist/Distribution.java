package dev.gatehouse.dist;

import dev.gatehouse.oci.build.ContainerSettings;
import dev.gatehouse.oci.build.Gzip;
import dev.gatehouse.oci.build.LayoutWriter;
import dev.gatehouse.oci.tar.TarTree;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/// Makes what is handed out, from the assembled application: `archive`, OCI layout, installer, sums.
///
/// @param app     the assembled application: `bin/gatehouse` and `lib/*.jar`
/// @param root    of the project: LICENSE and NOTICE
/// @param scripts where the installer's template lies
/// @param work    for the runtime and other intermediate trees; replaced
/// @param output  for what is handed out; its other content stays
/// @param base    address below which the files of this version will lie; empty if that is not known yet
/// @param time    of every file
record Distribution(Path app, Path root, Path scripts, Path work, Path output, String version, String base, Instant time) {
    private static final String HOME = "opt/gatehouse";

    /// Arguments in the order of the components.
    static void main(String... arguments) throws IOException, InterruptedException {
        new Distribution(Path.of(arguments[0]), Path.of(arguments[1]), Path.of(arguments[2]), Path.of(arguments[3]),
                Path.of(arguments[4]), arguments[5],
                arguments[6], Instant.parse(arguments[7])).make(Platform.current());
    }

    void make(Platform platform) throws IOException, InterruptedException {
        clear(work);
        Files.createDirectories(work);
        Files.createDirectories(output);
        List<Path> jars = jars();
        SortedSet<String> modules = RuntimeModules.of(jars, jar -> jar.startsWith("gatehouse"));
        System.out.println("runtime: " + String.join(",", modules));
        Path runtime = work.resolve("runtime");
        TrimmedRuntime.link(modules, runtime);

        Path archive = archive(platform, jars, runtime);
        System.out.printf("archive: %s, %.1f MB%n", archive.getFileName(), Files.size(archive) / 1e6);
        Path installer = installer();
        if (platform.isLinux()) {
            System.out.println("image: " + image(platform, jars, runtime));
        }
        var files = new ArrayList<>(List.of(archive, installer));
        Path sbom = output.resolve("gatehouse-" + version + ".cdx.json");
        if (Files.exists(sbom)) {
            files.add(sbom);
        } else {
            System.out.println("no SBOM: Maven leaves its plugin out when it runs offline (-o)");
        }
        Checksums.write(output, files);
    }

    /// Without the start-up cache: that belongs to the machine that recorded it.
    private List<Path> jars() throws IOException {
        try (Stream<Path> files = Files.list(app.resolve("lib"))) {
            return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
        }
    }

    private Path archive(Platform platform, List<Path> jars, Path runtime) throws IOException {
        String name = "gatehouse-" + version + "-" + platform;
        TarTree tree = application(name, jars).all(name + "/runtime", runtime);
        Path archive = output.resolve(name + ".tar.gz");
        try (var out = Gzip.best(Files.newOutputStream(archive))) {
            tree.write(out, time);
        }
        return archive;
    }

    private TarTree application(String home, List<Path> jars) {
        var tree = new TarTree();
        jars.forEach(jar -> tree.file(home + "/lib/" + jar.getFileName(), jar, TarTree.FILE));
        return tree.file(home + "/bin/gatehouse", app.resolve("bin/gatehouse"), TarTree.EXECUTABLE)
                .file(home + "/LICENSE", root.resolve("LICENSE"), TarTree.FILE)
                .file(home + "/NOTICE", root.resolve("NOTICE"), TarTree.FILE);
    }

    private Path installer() throws IOException {
        String template = Files.readString(scripts.resolve("install.sh"));
        Path installer = output.resolve("install.sh");
        Files.writeString(installer, template.replace("@version@", version).replace("@base@", base));
        if (!installer.toFile().setExecutable(true, false)) {
            throw new IOException("cannot make executable: " + installer);
        }
        return installer;
    }

    private String image(Platform platform, List<Path> jars, Path runtime) throws IOException, InterruptedException {
        Path natives = natives(jars);
        Path layout = output.resolve("gatehouse-" + version + "-" + platform + "-oci");
        clear(layout);
        var image = new LayoutWriter(layout, time);
        var system = new TarTree();
        SystemLibraries.neededBy(runtime, natives)
                .forEach((name, file) -> system.file(name.substring(1), file, TarTree.EXECUTABLE));
        system.directory("tmp", TarTree.SHARED_DIRECTORY)
                .directory("work", TarTree.DIRECTORY)
                .text("etc/passwd", "root:x:0:0:root:/:/none\ngatehouse:x:65532:65532:gatehouse:/tmp:/none\n", TarTree.FILE)
                .text("etc/group", "root:x:0:\ngatehouse:x:65532:\n", TarTree.FILE);
        image.layer("C library, loader and C++ runtime of the build machine", system);
        image.layer("trimmed Java runtime", new TarTree().all(HOME + "/runtime", runtime));
        image.layer("Gatehouse", application(HOME, jars).all(HOME + "/native", natives));

        Launcher launcher = Launcher.of(app.resolve("bin/gatehouse"));
        var start = new ArrayList<String>();
        start.add("/" + HOME + "/runtime/bin/java");
        start.addAll(launcher.options());
        start.addAll(List.of("-Dgatehouse.home=/" + HOME, "-Dgatehouse.native=/" + HOME + "/native", "-cp",
                "/" + HOME + "/lib/gatehouse.jar", launcher.mainClass()));
        var labels = Map.of("org.opencontainers.image.title", "Gatehouse", "org.opencontainers.image.version", version,
                "org.opencontainers.image.licenses", "Apache-2.0");
        var settings = new ContainerSettings(platform.oci(), "65532:65532", "/work", start, List.of(),
                List.of("LC_ALL=C.UTF-8", "GATEHOUSE_CACHE_DIR=/tmp/gatehouse-cache"), labels, List.of());
        return image.finish(version, settings, labels).toString();
    }

    /// The native library as a file, so that a container need not unpack it at every start.
    private Path natives(List<Path> jars) throws IOException {
        Path natives = Files.createDirectories(work.resolve("native"));
        String wanted = System.mapLibraryName("hs");
        for (Path jar : jars) {
            try (var file = new JarFile(jar.toFile())) {
                var entry = file.stream().filter(each -> each.getName().endsWith("/" + wanted)).findFirst();
                if (entry.isPresent()) {
                    try (InputStream in = file.getInputStream(entry.get())) {
                        Files.copy(in, natives.resolve(wanted));
                    }
                }
            }
        }
        return natives;
    }

    private static void clear(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        List<Path> files;
        try (Stream<Path> walked = Files.walk(directory)) {
            files = walked.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : files) {
            Files.delete(file);
        }
    }
}
