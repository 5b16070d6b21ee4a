package dev.gatehouse.oci.image;

import dev.gatehouse.core.source.ContentId;
import dev.gatehouse.core.source.Origin;
import dev.gatehouse.core.source.Place;
import dev.gatehouse.core.source.SourcePath;
import dev.gatehouse.core.source.Trait;
import dev.gatehouse.core.source.Tree;
import dev.gatehouse.oci.OciException;
import dev.gatehouse.oci.image.FileSystem.Brought;
import dev.gatehouse.oci.image.FileSystem.Leaf;
import dev.gatehouse.oci.store.Image;
import dev.gatehouse.oci.store.ImageStore;
import dev.gatehouse.oci.store.Layer;
import dev.gatehouse.source.Limits;
import dev.gatehouse.source.PlaceTraits;
import dev.gatehouse.source.Selection;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The files of a finished image.
public final class ImageTree implements Tree {
    /// Bytes of files that are kept once a layer was read again.
    private static final long KEPT = 64L << 20;
    private static final int SMALL = 256 << 10;

    private final Image image;
    private final FileSystem system;
    private final List<Origin.Layer> origins;
    private final LayerReader reader;
    private final ImageStore store;
    private final Limits limits;
    private final Selection selection;
    private final Map<String, Leaf> files;
    /// What was made already: several checks ask for all files.
    private final Map<String, Place> known = new ConcurrentHashMap<>();
    /// Guarded by itself, with `keptBytes`: by number of the layer.
    private final Map<Integer, Kept> kept = new HashMap<>();
    private long keptBytes;

    /// A file of the image.
    ///
    /// @param place
    ///            its path, and the layer that holds it
    /// @param mode
    ///            permission bits with set-user-id (04000), set-group-id (02000) and sticky (01000)
    public record ImageFile(Place place, int mode, long size) {}

    ImageTree(Image image, FileSystem system, List<Origin.Layer> origins, LayerReader reader, ImageStore store, Limits limits,
            Selection selection) {
        this.image = image;
        this.system = system;
        this.origins = List.copyOf(origins);
        this.reader = reader;
        this.store = store;
        this.limits = limits;
        this.selection = selection;
        this.files = system.files();
    }

    /// The image.
    public Image image() {
        return image;
    }

    /// The repository that the image is of, without registry and tag; null if nothing tells.
    public @Nullable String repository() {
        return store.repository();
    }

    private boolean selects(String path) {
        return selection.isAll() || selection.selects(path.getBytes(StandardCharsets.ISO_8859_1));
    }

    /// Every selected file, by path.
    public List<ImageFile> files() {
        List<ImageFile> all = new ArrayList<>(files.size());
        files.forEach((path, leaf) -> {
            if (leaf.entry().kind() == LayerEntry.Kind.FILE && selects(path)) {
                all.add(new ImageFile(place(path, leaf.layer(), false), leaf.entry().mode(), leaf.entry().size()));
            }
        });
        return all;
    }

    @Override
    public List<Place> places() {
        List<Place> places = new ArrayList<>(files().stream().map(ImageFile::place).toList());
        places.sort(null);
        return places;
    }

    /// The bytes at a place; links are followed within the image. The first call for a file of a layer reads the layer once and keeps
    /// its small files, as far as [#KEPT] goes, so that many calls do not read it many times; thread-safe.
    @Override
    public byte[] read(Place place) throws IOException {
        String path = new String(place.path().outermost().chain().getFirst(), StandardCharsets.ISO_8859_1);
        Leaf leaf = system.file(path);
        if (leaf == null || leaf.entry().kind() != LayerEntry.Kind.FILE) {
            throw new NoSuchFileException(place.path().toString());
        }
        if (leaf.entry().size() > limits.fileSize()) {
            throw new IOException(place.path() + " is larger than limits.file-size: " + limits.fileSize() + " bytes");
        }
        synchronized (kept) {
            Kept files = kept.computeIfAbsent(leaf.layer(), _ -> new Kept());
            byte[] bytes = files.small.get(leaf.ordinal());
            if (bytes == null) {
                bytes = once(leaf, files);
            }
            if (bytes == null) {
                throw new OciException(OciException.Kind.MISMATCH, place.path() + ": the layer changed while it was read");
            }
            return bytes.clone();
        }
    }

    private byte @Nullable [] once(Leaf leaf, Kept files) throws IOException {
        Layer layer = image.layers().get(leaf.layer());
        var pass = new Pass(leaf.ordinal(), files);
        try (InputStream in = store.open(layer)) {
            reader.again(layer, in, pass);
        } catch (Found _) {
            return pass.found;
        }
        files.whole = true;
        return pass.found;
    }

    /// Small files of a layer by their ordinals.
    private static final class Kept {
        private final Map<Integer, byte[]> small = new HashMap<>();
        /// Whether the layer was read to its end for them.
        private boolean whole;
    }

    /// One pass over a layer: waits for one file, and keeps the small ones unless that was done.
    private final class Pass implements LayerReader.FileSink {
        private final int ordinal;
        private final Kept files;
        private byte @Nullable [] found;

        Pass(int ordinal, Kept files) {
            this.ordinal = ordinal;
            this.files = files;
        }

        @Override
        public byte[] buffer(int size) {
            return new byte[Math.min(size, 1 << 16)];
        }

        @Override
        public void file(int which, SourcePath path, byte[] array, int length) throws Found {
            if (which == ordinal) {
                found = Arrays.copyOf(array, length);
            }
            if (!files.whole && length <= SMALL && keptBytes + length <= KEPT && !files.small.containsKey(which)) {
                keptBytes += length;
                files.small.put(which, Arrays.copyOf(array, length));
            }
            if (found != null && files.whole) {
                throw new Found();
            }
        }
    }

    /// Ends the reading of a layer.
    private static final class Found extends IOException {
        private static final long serialVersionUID = 1;

        Found() {
            super("found");
        }
    }

    /// Where each content lies or lay: at a path once, with the first layer that brought it there.
    Map<ContentId, List<Place>> placesByContent() {
        Map<ContentId, List<Place>> places = new HashMap<>();
        Set<Brought> seen = new HashSet<>();
        for (Brought brought : system.brought()) {
            if (seen.add(new Brought(brought.content(), brought.path(), 0)) && selects(brought.path())) {
                Leaf last = files.get(brought.path());
                boolean deleted = last == null || !brought.content().equals(last.entry().content());
                places.computeIfAbsent(brought.content(), _ -> new ArrayList<>(1))
                        .add(place(brought.path(), brought.layer(), deleted));
            }
        }
        return places;
    }

    private Place place(String path, int layer, boolean deleted) {
        if (deleted) {
            return made(path, layer, true);
        }
        Place place = known.get(path);
        if (place == null || place.origin() != origins.get(layer)) {
            place = made(path, layer, false);
            known.put(path, place);
        }
        return place;
    }

    private Place made(String path, int layer, boolean deleted) {
        SourcePath where = ImageSource.path(path);
        Set<Trait> traits = PlaceTraits.of(where);
        if (deleted) {
            EnumSet<Trait> more = EnumSet.of(Trait.DELETED);
            more.addAll(traits);
            traits = more;
        }
        return new Place(origins.get(layer), where, traits);
    }
}
