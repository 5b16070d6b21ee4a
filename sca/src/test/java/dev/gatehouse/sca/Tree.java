package dev.gatehouse.sca;

import dev.gatehouse.core.check.Placed;
import dev.gatehouse.core.check.Shown;
import dev.gatehouse.core.check.Span;
import dev.gatehouse.core.diagnostic.Diagnostic;
import dev.gatehouse.core.finding.Excerpt;
import dev.gatehouse.core.finding.Region;
import dev.gatehouse.core.source.Blob;
import dev.gatehouse.core.source.ContentId;
import dev.gatehouse.core.source.Origin;
import dev.gatehouse.core.source.Place;
import dev.gatehouse.core.source.SourcePath;
import dev.gatehouse.core.source.Trait;
import dev.gatehouse.sca.inventory.Assembly;
import dev.gatehouse.sca.inventory.Inventory;
import dev.gatehouse.sca.library.LibraryFile;
import dev.gatehouse.sca.listing.Listing;
import dev.gatehouse.sca.listing.ListingCodec;
import dev.gatehouse.sca.maven.PomSource;
import dev.gatehouse.sca.reach.SourceUse;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/// A small tree of files for tests, read as the scan reads it: every file once, archives entry by entry, facts through the cache's
/// form and back.
public final class Tree {
    private final Extraction extraction = new Extraction(new LibraryFile(List.of()));
    private final List<Placed<Listing>> placed = new ArrayList<>();
    private final List<Diagnostic> diagnostics = new ArrayList<>();
    private final Map<Place, byte[]> files = new TreeMap<>();
    private PomSource models = PomSource.NONE;

    /// All files of a folder except `expected.txt`.
    public static Tree of(Path folder) {
        Tree tree = new Tree();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                String path = folder.relativize(file).toString();
                if (!path.equals("expected.txt")) {
                    tree.add(path, Files.readAllBytes(file));
                }
            }
            return tree;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Adds a file.
    public Tree add(String path, String text) {
        return add(path, text.getBytes(StandardCharsets.UTF_8));
    }

    /// Adds a file.
    public Tree add(String path, byte[] bytes, Trait... traits) {
        add(SourcePath.of(path), bytes, Set.of(traits));
        files.put(new Place(new Origin.File(), SourcePath.of(path), Set.of(traits)), bytes);
        return this;
    }

    /// Adds a file that the scan does not read: too large, or not to be opened.
    public Tree addUnread(String path) {
        files.put(new Place(new Origin.File(), SourcePath.of(path), Set.of()), new byte[0]);
        return this;
    }

    /// The inventory with what sources use.
    public Inventory inventoryWithSources() throws IOException {
        dev.gatehouse.core.source.Tree view = new dev.gatehouse.core.source.Tree() {
            @Override
            public List<Place> places() {
                return List.copyOf(files.keySet());
            }

            @Override
            public byte[] read(Place place) {
                return java.util.Objects.requireNonNull(files.get(place)).clone();
            }
        };
        return inventory().with(SourceUse.of(view, placed));
    }

    private void add(SourcePath path, byte[] bytes, Set<Trait> traits) {
        try {
            Blob blob = new Blob(ContentId.of(ContentId.Algorithm.SHA256, MessageDigest.getInstance("SHA-256").digest(bytes)),
                    bytes,
                    0, bytes.length, Blob.sniff(bytes, 0, bytes.length), path);
            Listing listing = extraction.read(blob);
            if (listing != null) {
                ByteArrayOutputStream out = new ByteArrayOutputStream();
                ListingCodec.write(listing, new DataOutputStream(out));
                Listing cached = ListingCodec.read(new DataInputStream(new ByteArrayInputStream(out.toByteArray())));
                int[] lineStarts = lineStarts(bytes);
                List<Shown> shown = cached.spans().stream().map(span -> shown(lineStarts, span)).toList();
                placed.add(new Placed<>(blob.id(), cached, shown, List.of(new Place(new Origin.File(), path, traits))));
            }
            if (bytes.length > 4 && bytes[0] == 'P' && bytes[1] == 'K') {
                try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
                    for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                        if (!entry.isDirectory()) {
                            add(path.entry(entry.getName()), zip.readAllBytes(), traits);
                        }
                    }
                }
            }
        } catch (IOException | NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Shown shown(int[] lineStarts, Span span) {
        int found = java.util.Arrays.binarySearch(lineStarts, span.start());
        int line = found >= 0 ? found + 1 : -found - 1;
        return new Shown(new Region(span.start(), span.end(), line, 1, line, 1), new Excerpt(line, List.of(), line, 0, 0), null,
                List.of());
    }

    private static int[] lineStarts(byte[] bytes) {
        return java.util.stream.IntStream
                .concat(java.util.stream.IntStream.of(0),
                        java.util.stream.IntStream.range(1, bytes.length).filter(i -> bytes[i - 1] == '\n'))
                .toArray();
    }

    /// Gives object models from outside of the tree.
    public Tree models(PomSource source) {
        models = source;
        return this;
    }

    /// What a judge is given.
    public Inventory inventory() {
        diagnostics.clear();
        return Assembly.of(placed, models, diagnostics::add);
    }

    /// What was told while the inventory was put together.
    public List<Diagnostic> diagnostics() {
        inventory();
        return diagnostics.stream().sorted().toList();
    }
}
