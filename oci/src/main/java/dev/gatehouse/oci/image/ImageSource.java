package dev.gatehouse.oci.image;

import dev.gatehouse.core.diagnostic.Diagnostic;
import dev.gatehouse.core.diagnostic.DiagnosticSink;
import dev.gatehouse.core.source.Blob;
import dev.gatehouse.core.source.ContentId;
import dev.gatehouse.core.source.ContentVisitor;
import dev.gatehouse.core.source.Extent;
import dev.gatehouse.core.source.Origin;
import dev.gatehouse.core.source.Place;
import dev.gatehouse.core.source.Source;
import dev.gatehouse.core.source.SourcePath;
import dev.gatehouse.core.source.Tree;
import dev.gatehouse.core.source.Work;
import dev.gatehouse.oci.ImageLimits;
import dev.gatehouse.oci.OciException;
import dev.gatehouse.oci.manifest.MediaTypes;
import dev.gatehouse.oci.reference.Digest;
import dev.gatehouse.oci.store.Image;
import dev.gatehouse.oci.store.ImageStore;
import dev.gatehouse.oci.store.Layer;
import dev.gatehouse.source.Limits;
import dev.gatehouse.source.Selection;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// A container image: the files of all its layers, those that later layers remove included, and its configuration.
///
/// Each layer is read once, from its beginning to its end, whatever the number of files that matter in it; nothing is written to disk. A
/// content is placed at each path at which a layer brought it, with the first layer that did; with
/// [dev.gatehouse.core.source.Trait#DELETED] where the finished image has something else there or nothing. The configuration lies at
/// [#CONFIGURATION] with [Origin.ImageConfiguration].
public final class ImageSource implements Source {
    /// Where the image's configuration lies, which is no file of it.
    public static final SourcePath CONFIGURATION = SourcePath.of("image-configuration.json");

    private final ImageStore store;
    private final ImageLimits imageLimits;
    private final Limits limits;
    private final Selection selection;
    private final LayerMemory memory;
    /// What was read of layers while other threads still name its contents.
    private final Map<Digest, Pending> pending = new ConcurrentHashMap<>();
    private final Map<Digest, LayerRecord> records = new ConcurrentHashMap<>();
    private final AtomicLong files = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private volatile @Nullable Result result;

    private record Pending(Layer layer, LayerReader.Read read, Queue<Lookout.Named> names) {}

    /// What the walk has led to.
    private record Result(ImageTree tree, Map<ContentId, List<Place>> places) {}

    /// @param store
    ///            closed with the source
    /// @param limits
    ///            on single files
    /// @param selection
    ///            paths in the image; what is not selected is read, for nobody knows what it is before, and then has no place
    public ImageSource(ImageStore store, ImageLimits imageLimits, Limits limits, Selection selection, LayerMemory memory) {
        this.store = store;
        this.imageLimits = imageLimits;
        this.limits = limits;
        this.selection = selection;
        this.memory = memory;
    }

    /// The image that is looked at.
    ///
    /// @throws IOException
    ///             if there is none, or it cannot be read; see [ImageStore#image]
    public Image image() throws IOException {
        return store.image();
    }

    @Override
    public void contents(Work work, ContentVisitor visitor, DiagnosticSink diagnostics) throws IOException, InterruptedException {
        Image image = store.image();
        byte[] configuration = image.configurationBytes();
        var own = new Blob(ContentId.of(ContentId.Algorithm.SHA256, sha256(configuration)), configuration, 0,
                configuration.length,
                Blob.Form.TEXT, CONFIGURATION);
        List<String> instructions = Instructions.of(image, own, visitor);
        var reader = new LayerReader(imageLimits, limits, diagnostics, work::cancelled);
        List<Layer> unread = distinct(image.layers(), diagnostics);
        recall(unread, reader, visitor);
        var lookout = new Lookout(visitor, work, store.sequential() ? Math.min(1, unread.size()) : unread.size());
        var next = new AtomicInteger();
        List<Callable<@Nullable Void>> tasks = new ArrayList<>();
        tasks.add(() -> {
            if (!visitor.known(own.id(), CONFIGURATION, configuration.length)) {
                visitor.visit(own);
            }
            return null;
        });
        for (int i = 0; i < work.parallelism(); i++) {
            tasks.add(() -> {
                Lookout.Desk desk = lookout.new Desk(new ConcurrentLinkedQueue<>());
                readLayers(unread, next, desk, lookout, reader, diagnostics);
                desk.help();
                return null;
            });
        }
        work.run(tasks);
        if (work.cancelled()) {
            throw new InterruptedException("cancelled");
        }
        result = conclude(image, instructions, own.id(), reader, diagnostics);
    }

    private static byte[] sha256(byte[] bytes) {
        return Digest.Algorithm.SHA256.start().digest(bytes);
    }

    /// The layers to read, each digest once: builders repeat empty layers, and bases their own.
    private static List<Layer> distinct(List<Layer> layers, DiagnosticSink diagnostics) {
        Map<Digest, Layer> distinct = new LinkedHashMap<>();
        for (Layer layer : layers) {
            if (MediaTypes.isEncrypted(layer.mediaType())) {
                diagnostics.report(Diagnostic.of("layer-encrypted", Diagnostic.Kind.GAP, LayerReader.where(layer),
                        "the layer is encrypted and was not read", "scan the image before it is encrypted"));
            } else {
                distinct.putIfAbsent(layer.digest(), layer);
            }
        }
        return new ArrayList<>(distinct.values());
    }

    /// Takes off the list what needs no reading because all its contents are known.
    private void recall(List<Layer> unread, LayerReader reader, ContentVisitor visitor) {
        unread.removeIf(layer -> {
            LayerRecord record = memory.recall(layer);
            if (record == null || !allKnown(record, visitor)) {
                return false;
            }
            try {
                reader.count(record);
            } catch (OciException e) {
                // Reading it would come to the same, and tells it.
                return false;
            }
            keep(layer, record);
            return true;
        });
    }

    private static boolean allKnown(LayerRecord record, ContentVisitor visitor) {
        for (LayerEntry entry : record.entries()) {
            ContentId content = entry.content();
            if (content != null && !visitor.known(content, path(entry.path()), entry.size())) {
                return false;
            }
        }
        return true;
    }

    private void readLayers(List<Layer> unread, AtomicInteger next, Lookout.Desk desk, Lookout lookout, LayerReader reader,
            DiagnosticSink diagnostics) throws IOException {
        if (store.sequential()) {
            if (!unread.isEmpty() && next.getAndIncrement() == 0) {
                try {
                    store.each(unread, (layer, in) -> read(layer, in, desk, reader));
                } catch (IOException e) {
                    diagnostics.report(unreadable("the archive", e));
                } finally {
                    lookout.done();
                }
            }
            return;
        }
        for (int n = next.getAndIncrement(); n < unread.size() && !reader.isCancelled(); n = next.getAndIncrement()) {
            Layer layer = unread.get(n);
            try (InputStream in = store.open(layer)) {
                read(layer, in, desk, reader);
            } catch (IOException e) {
                diagnostics.report(MediaTypes.isForeign(layer.mediaType())
                        ? Diagnostic.of("layer-foreign", Diagnostic.Kind.GAP, LayerReader.where(layer),
                                "the layer lies elsewhere (" + layer.mediaType() + ") and is not fetched from there", null)
                        : unreadable(LayerReader.where(layer), e));
            } finally {
                lookout.done();
            }
        }
    }

    private static Diagnostic unreadable(String where, IOException e) {
        return Diagnostic.of("layer-unreadable", Diagnostic.Kind.GAP, where,
                "the layer cannot be read: " + (e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage()),
                "check that the image is whole");
    }

    private void read(Layer layer, InputStream in, Lookout.Desk desk, LayerReader reader) {
        Queue<Lookout.Named> names = new ConcurrentLinkedQueue<>();
        LayerReader.Read read = reader.read(layer, in, desk.forLayer(names));
        pending.put(layer.digest(), new Pending(layer, read, names));
    }

    private void keep(Layer layer, LayerRecord record) {
        records.put(layer.digest(), record);
        for (LayerEntry entry : record.entries()) {
            if (entry.kind() == LayerEntry.Kind.FILE) {
                files.incrementAndGet();
                bytes.addAndGet(entry.size());
            }
        }
    }

    private Result conclude(Image image, List<String> instructions, ContentId configuration, LayerReader reader,
            DiagnosticSink diagnostics) {
        for (Pending each : pending.values()) {
            LayerRecord record = Lookout.name(each.read.entries(), each.names);
            keep(each.layer, record);
            if (each.read.sound()) {
                memory.remember(each.layer, record);
            }
        }
        pending.clear();
        memory.save();
        var system = new FileSystem();
        try {
            for (Layer layer : image.layers()) {
                system.apply(layer.index(), records.getOrDefault(layer.digest(), LayerRecord.EMPTY));
            }
        } catch (OciException e) {
            diagnostics.report(Diagnostic.of("image-limit", Diagnostic.Kind.GAP, store.name(),
                    e.getMessage() + "; where files lie is not known beyond it",
                    "look at the image by hand: no honest build makes such an image"));
        }
        List<Origin.Layer> origins = new ArrayList<>();
        for (Layer layer : image.layers()) {
            origins.add(new Origin.Layer(layer.digest().toString(), layer.index(),
                    instructions.size() == image.layers().size() ? instructions.get(layer.index()) : null));
        }
        var tree = new ImageTree(image, system, origins, reader, store, limits, selection);
        Map<ContentId, List<Place>> places = new HashMap<>(tree.placesByContent());
        places.computeIfAbsent(configuration, _ -> new ArrayList<>())
                .add(new Place(new Origin.ImageConfiguration(image.configurationDescriptor().digest().toString(), store.repository()), CONFIGURATION,
                        Set.of()));
        places.values().forEach(list -> list.sort(null));
        return new Result(tree, places);
    }

    static SourcePath path(String path) {
        return SourcePath.of(path.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Override
    public List<Place> places(ContentId id) {
        Result done = result;
        return done == null ? List.of() : done.places.getOrDefault(id, List.of());
    }

    /// The finished file system; present once [#contents] has returned.
    @Override
    public Optional<Tree> tree() {
        Result done = result;
        return done == null ? Optional.empty() : Optional.of(done.tree);
    }

    @Override
    public Extent extent() {
        return result == null ? Extent.UNKNOWN : new Extent(files.get() + 1, bytes.get(), 0);
    }

    @Override
    public String description() {
        return store.name();
    }

    @Override
    public void close() throws IOException {
        store.close();
    }
}
