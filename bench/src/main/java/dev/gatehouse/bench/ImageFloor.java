package dev.gatehouse.bench;

import dev.gatehouse.oci.ImageLimits;
import dev.gatehouse.oci.build.ContainerSettings;
import dev.gatehouse.oci.build.LayoutWriter;
import dev.gatehouse.oci.reference.Digest;
import dev.gatehouse.oci.reference.Platform;
import dev.gatehouse.oci.store.Layer;
import dev.gatehouse.oci.store.LayoutStore;
import dev.gatehouse.oci.tar.TarReader;
import java.io.BufferedInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import javax.tools.ToolProvider;

/// What an image costs at least: decompresses every layer, hashes what is stored and each file, walks the tar, and does nothing else.
final class ImageFloor {
    private static final int CHUNK = 1 << 16;

    private ImageFloor() {}

    /// The command that measures the floor in a process of its own.
    ///
    /// @param classes
    ///            where its class goes if this process compiled its sources as it started
    static List<String> command(Path layout, Path classes) throws IOException {
        String path = System.getProperty("java.class.path");
        String source = System.getProperty("jdk.launcher.sourcefile");
        if (source != null) {
            Path file = Path.of(source).resolveSibling("ImageFloor.java");
            int failed = ToolProvider.getSystemJavaCompiler().run(null, null, null, "-nowarn", "-d", classes.toString(), "-cp",
                    path, file.toString());
            if (failed != 0) {
                throw new IOException(file + " cannot be compiled");
            }
        }
        return List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC", "-cp",
                classes + File.pathSeparator + path, ImageFloor.class.getName(), "floor", layout.toString());
    }

    static void main(String... arguments) throws IOException {
        if (arguments.length == 2 && arguments[0].equals("floor")) {
            floor(new LayoutStore(Path.of(arguments[1]), null, ImageLimits.DEFAULT, null));
        } else {
            System.err.println("floor LAYOUT");
        }
    }

    /// Makes an image of one layer from a tar file.
    static void build(Path root, Path layout) throws IOException {
        try (InputStream tar = new BufferedInputStream(Files.newInputStream(root))) {
            new LayoutWriter(layout, Instant.EPOCH).layer("ADD rootfs.tar /", tar).finish("1",
                    ContainerSettings.on(Platform.host()), Map.of());
        }
    }

    private static void floor(LayoutStore store) throws IOException {
        List<Layer> layers = store.image().layers();
        long files = 0;
        long bytes = 0;
        for (Layer layer : layers) {
            MessageDigest stored = Digest.Algorithm.SHA256.start();
            MessageDigest content = Digest.Algorithm.SHA256.start();
            byte[] chunk = new byte[CHUNK];
            try (var raw = new DigestInputStream(store.open(layer), stored); var gzip = new GZIPInputStream(raw, CHUNK)) {
                var tar = new TarReader(gzip);
                while (tar.next() != null) {
                    int read = tar.read(chunk, 0, CHUNK);
                    for (; read >= 0; read = tar.read(chunk, 0, CHUNK)) {
                        content.update(chunk, 0, read);
                        bytes += read;
                    }
                    content.digest();
                    files++;
                }
                raw.transferTo(java.io.OutputStream.nullOutputStream());
            }
        }
        var system = ManagementFactory.getOperatingSystemMXBean();
        double cpu = system instanceof com.sun.management.OperatingSystemMXBean process
                ? process.getProcessCpuTime() / 1e9
                : Double.NaN;
        System.out.printf("floor: %d entries, %.1f MB expanded, %.2f s of processor time%n", files, bytes / 1e6, cpu);
    }
}
