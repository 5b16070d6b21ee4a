package dev.gatehouse.oci.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.core.source.Origin;
import dev.gatehouse.core.source.Place;
import dev.gatehouse.core.source.SourcePath;
import dev.gatehouse.core.source.Tree;
import dev.gatehouse.oci.ImageLimits;
import dev.gatehouse.oci.Tar;
import dev.gatehouse.oci.build.ContainerSettings;
import dev.gatehouse.oci.build.LayoutWriter;
import dev.gatehouse.oci.reference.Platform;
import dev.gatehouse.oci.store.LayoutStore;
import dev.gatehouse.source.Limits;
import dev.gatehouse.source.Selection;
import dev.gatehouse.source.cache.CacheKey;
import dev.gatehouse.source.cache.ContentCache;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageSourceTest {
    private static final Instant TIME = Instant.parse("2026-01-02T03:04:05Z");

    @TempDir
    Path folder;

    private LayoutWriter writer;

    @BeforeEach
    void begin() throws IOException {
        writer = new LayoutWriter(folder.resolve("image"), TIME);
    }

    private LayoutStore image(Tar... layers) throws IOException {
        for (Tar layer : layers) {
            writer.layer("RUN step", layer.stream());
        }
        return finished();
    }

    private LayoutStore finished() throws IOException {
        writer.finish("1", ContainerSettings.on(Platform.host()), Map.of());
        return new LayoutStore(folder.resolve("image"), null, ImageLimits.DEFAULT, null);
    }

    @Test
    void aFileThatALaterLayerRemovesIsSeenAndMarked() throws Exception {
        var walked = Walked
                .over(image(new Tar().file("root/.env", "secret").file("app", "app"), new Tar().file("root/.wh..env", "")));
        assertThat(walked.places()).containsEntry("secret", List.of("-root/.env @0")).containsEntry("app", List.of("app @0"));
        assertThat(walked.diagnostics).isEmpty();
    }

    @Test
    void aChangedFileIsBoth() throws Exception {
        var walked = Walked.over(image(new Tar().file("etc/conf", "old"), new Tar().file("etc/conf", "new")));
        assertThat(walked.places()).containsEntry("old", List.of("-etc/conf @0")).containsEntry("new", List.of("etc/conf @1"));
    }

    @Test
    void whatALayerBringsAgainStaysWithTheFirst() throws Exception {
        var walked = Walked.over(image(new Tar().file("a", "same"), new Tar().file(".wh.a", ""), new Tar().file("a", "same")));
        assertThat(walked.places()).containsEntry("same", List.of("a @0"));
        assertThat(walked.visits).hasValue(2);
    }

    @Test
    void anOpaqueDirectoryHidesWhatLiesBelowItButNotWhatItsOwnLayerBrings() throws Exception {
        var walked = Walked.over(image(new Tar().file("d/old", "old").file("d/e/deep", "deep"),
                new Tar().file("d/new", "new").file("d/.wh..wh..opq", "")));
        assertThat(walked.places()).containsEntry("old", List.of("-d/old @0")).containsEntry("deep", List.of("-d/e/deep @0"))
                .containsEntry("new", List.of("d/new @1"));
    }

    @Test
    void aWhiteoutRemovesDirectoriesAndAFileTakesTheirPlace() throws Exception {
        var walked = Walked.over(image(new Tar().file("d/a", "a").file("e/b", "b"), new Tar().file(".wh.d", "").file("e", "e")));
        assertThat(walked.places()).containsEntry("a", List.of("-d/a @0")).containsEntry("b", List.of("-e/b @0")).containsEntry(
                "e",
                List.of("e @1"));
    }

    @Test
    void linksOnTheWayAreFollowedWithinTheImageOnly() throws Exception {
        var walked = Walked.over(image(
                new Tar().directory("usr/lib").symbolicLink("lib", "usr/lib").symbolicLink("up", "../../../usr")
                        .symbolicLink("abs", "/usr/lib"),
                new Tar().file("lib/one", "1").file("up/two", "2").file("abs/three", "3")));
        assertThat(walked.places()).containsEntry("1", List.of("usr/lib/one @1")).containsEntry("2", List.of("usr/two @1"))
                .containsEntry("3", List.of("usr/lib/three @1"));
    }

    @Test
    void linksInCirclesEnd() throws Exception {
        var walked = Walked.over(image(new Tar().symbolicLink("a", "b").symbolicLink("b", "a").symbolicLink("self", "self/x"),
                new Tar().file("a/file", "text").file("self/y", "other")));
        assertThat(walked.places()).containsKeys("text", "other");
        assertThat(walked.diagnostics).isEmpty();
    }

    @Test
    void aHardLinkIsAnotherPlaceOfTheContent() throws Exception {
        var walked = Walked.over(image(new Tar().file("a", "text").hardLink("b", "a"), new Tar().hardLink("c", "/b"),
                new Tar().file(".wh.a", "")));
        assertThat(walked.places()).containsEntry("text", List.of("-a @0", "b @0", "c @1"));
    }

    @Test
    void namesThatClimbStayWithinTheImageAndAreTold() throws Exception {
        var walked = Walked.over(image(new Tar().file("../../etc/passwd", "root").file("/absolute", "abs")));
        assertThat(walked.places()).containsEntry("root", List.of("etc/passwd @0")).containsEntry("abs", List.of("absolute @0"));
        assertThat(walked.codes()).containsExactly("layer-entry");
    }

    @Test
    void theConfigurationIsAContentOfItsOwn() throws Exception {
        var walked = Walked.over(image(new Tar().file("a", "b")));
        var configuration = walked.contents.entrySet().stream().filter(each -> each.getValue().contains("rootfs")).findFirst()
                .orElseThrow();
        List<Place> places = walked.source.places(configuration.getKey());
        assertThat(places).singleElement().satisfies(place -> {
            assertThat(place.path()).isEqualTo(ImageSource.CONFIGURATION);
            assertThat(place.origin()).isInstanceOf(Origin.ImageConfiguration.class);
        });
    }

    @Test
    void layersKnowTheirInstructionsWithSecretsMasked() throws Exception {
        writer.layer("|1 TOKEN=hunter2 /bin/sh -c curl -u hunter2 x", new Tar().file("a", "1").stream()).step("ENV A=b")
                .layer("COPY b / # buildkit", new Tar().file("b", "2").stream());
        var walked = Walked.over(finished());
        var instructions = walked.contents.keySet().stream().flatMap(id -> walked.source.places(id).stream()).map(Place::origin)
                .filter(Origin.Layer.class::isInstance).map(origin -> ((Origin.Layer) origin).instruction()).toList();
        assertThat(instructions).containsExactlyInAnyOrder("RUN curl -u *** x", "COPY b /");
    }

    @Test
    void theTreeIsTheFinishedFileSystemAndReadsLinks() throws Exception {
        var walked = Walked.over(image(new Tar().file("a", "1").file("gone", "x").symbolicLink("link", "d/b"),
                new Tar().file("d/b", "2", 04755).file(".wh.gone", "")));
        Tree tree = walked.source.tree().orElseThrow();
        assertThat(tree.places().stream().map(place -> place.path().toString())).containsExactly("a", "d/b");
        Place link = new Place(new Origin.File(), SourcePath.of("link"), java.util.Set.of());
        assertThat(tree.read(link)).asString().isEqualTo("2");
        assertThat(((ImageTree) tree).files().stream().filter(file -> (file.mode() & 04000) != 0)).hasSize(1);
        assertThatThrownBy(() -> tree.read(new Place(new Origin.File(), SourcePath.of("gone"), java.util.Set.of())))
                .isInstanceOf(IOException.class);
    }

    @Test
    void aLayerIsReadOnceForAllOfItsSmallFiles() throws Exception {
        var walked = Walked.over(image(new Tar().file("a", "1").file("b", "2").file("c", "3")));
        Tree tree = walked.source.tree().orElseThrow();
        List<Place> places = tree.places();
        assertThat(tree.read(places.get(1))).asString().isEqualTo("2");
        try (Stream<Path> blobs = Files.list(folder.resolve("image/blobs/sha256"))) {
            for (Path blob : blobs.filter(path -> startsWith(path, 0x1f)).toList()) {
                Files.delete(blob);
            }
        }
        assertThat(tree.read(places.get(0))).asString().isEqualTo("1");
        assertThat(tree.read(places.get(2))).asString().isEqualTo("3");
    }

    @Test
    void theNumberOfThreadsChangesNothing() throws Exception {
        Tar[] layers = new Tar[4];
        for (int i = 0; i < layers.length; i++) {
            layers[i] = new Tar();
            for (int j = 0; j < 200; j++) {
                layers[i].file("d" + j % 7 + "/f" + j, "content " + (j * 31 + i) % 300);
            }
        }
        LayoutStore store = image(layers);
        Map<String, List<String>> one = Walked.over(store, ImageLimits.DEFAULT, Limits.DEFAULT, 1).places();
        assertThat(Walked.over(store, ImageLimits.DEFAULT, Limits.DEFAULT, 4).places()).isEqualTo(one).isNotEmpty();
    }

    @Test
    void aLayerWhoseContentsAreKnownIsNotReadAgain() throws Exception {
        LayoutStore store = image(new Tar().file("a", "text").file(".wh.b", ""), new Tar().symbolicLink("l", "a"));
        var cache = new ContentCache(folder.resolve("cache"), CacheKey.of("sixteen characters"), ContentCache.DEFAULT_CAPACITY,
                _ -> {});
        var first = Walked.over(
                new ImageSource(store, ImageLimits.DEFAULT, Limits.DEFAULT, Selection.ALL, LayerMemory.in(cache, Limits.DEFAULT)),
                java.util.Set.of(), 2);
        // With the layers out of reach only what is remembered can be seen.
        try (Stream<Path> blobs = Files.list(folder.resolve("image/blobs/sha256"))) {
            for (Path blob : blobs.filter(path -> startsWith(path, 0x1f)).toList()) {
                Files.delete(blob);
            }
        }
        var again = new LayoutStore(folder.resolve("image"), null, ImageLimits.DEFAULT, null);
        var known = new HashSet<>(first.contents.keySet());
        var second = Walked.over(
                new ImageSource(again, ImageLimits.DEFAULT, Limits.DEFAULT, Selection.ALL, LayerMemory.in(cache, Limits.DEFAULT)),
                known, 2);
        assertThat(second.diagnostics).isEmpty();
        for (var id : known) {
            assertThat(second.source.places(id)).isEqualTo(first.source.places(id)).isNotEmpty();
        }
        known.removeIf(id -> "text".equals(first.contents.get(id)));
        var third = Walked.over(
                new ImageSource(again, ImageLimits.DEFAULT, Limits.DEFAULT, Selection.ALL, LayerMemory.in(cache, Limits.DEFAULT)),
                known, 2);
        assertThat(third.codes()).containsExactly("layer-unreadable");
    }

    private static boolean startsWith(Path file, int first) {
        try {
            return Files.readAllBytes(file)[0] == first;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void namesThatAreNotUtf8StayWhatTheyAre() throws Exception {
        byte[] tar = new Tar().file("name_x", "text").bytes();
        tar[4] = (byte) 0xe9;
        // The checksum counts the byte that changed.
        fixChecksum(tar);
        writer.layer("COPY", new java.io.ByteArrayInputStream(tar));
        var walked = Walked.over(finished());
        assertThat(walked.places()).containsEntry("text", List.of("name\\xE9x @0"));
    }

    private static void fixChecksum(byte[] tar) {
        int sum = 0;
        for (int i = 0; i < 512; i++) {
            sum += i >= 148 && i < 156 ? ' ' : tar[i] & 0xff;
        }
        byte[] digits = String.format("%06o\0 ", sum).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(digits, 0, tar, 148, 8);
    }
}
