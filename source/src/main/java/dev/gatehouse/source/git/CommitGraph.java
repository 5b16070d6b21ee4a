package dev.gatehouse.source.git;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The commit-graph files (gitformat-commit-graph) that git writes beside the objects: parents and times of commits without
/// reading these. Only a shortcut: a missing, damaged or unknown file means that nothing is known.
final class CommitGraph {
    private static final int SIGNATURE = 0x43475048;
    private static final int NO_PARENT = 0x70000000;
    private static final int LONGEST_CHAIN = 64;
    private static final long LARGEST = 1 << 30;

    private final List<Layer> layers;
    private final ObjectFormat format;

    /// What the file knows of a commit.
    ///
    /// @param time
    ///            commit time in seconds
    record Node(List<ObjectId> parents, long time) {
        Node {
            parents = List.copyOf(parents);
        }
    }

    /// One file; later ones go on counting where the one before ends.
    private record Layer(ByteBuffer bytes, int first, int count, int fan, int ids, int data, int edges) {}

    private CommitGraph(List<Layer> layers, ObjectFormat format) {
        this.layers = List.copyOf(layers);
        this.format = format;
    }

    static CommitGraph open(GitDirectory directory, ObjectFormat format) throws IOException {
        Path info = directory.common().resolve("objects/info");
        List<Path> files = new ArrayList<>();
        Path chain = info.resolve("commit-graphs/commit-graph-chain");
        if (Files.isRegularFile(info.resolve("commit-graph"))) {
            files.add(info.resolve("commit-graph"));
        } else if (Files.isRegularFile(chain)) {
            for (String line : Files.readString(chain, StandardCharsets.ISO_8859_1).split("\n", LONGEST_CHAIN)) {
                if (ObjectId.parse(line.strip()).isPresent()) {
                    files.add(chain.resolveSibling("graph-" + line.strip() + ".graph"));
                }
            }
        }
        List<Layer> layers = new ArrayList<>();
        int first = 0;
        for (Path file : files) {
            Layer layer = Files.isRegularFile(file) ? read(file, first, format) : null;
            if (layer == null) {
                return new CommitGraph(List.of(), format);
            }
            layers.add(layer);
            first += layer.count;
        }
        return new CommitGraph(layers, format);
    }

    private static @Nullable Layer read(Path file, int first, ObjectFormat format) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            if (channel.size() > LARGEST || channel.size() < 8 + 256 * 4) {
                return null;
            }
            // Read rather than mapped: git replaces and removes these files while others work.
            ByteBuffer bytes = ByteBuffer.allocate((int) channel.size());
            while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
                // Until it is full.
            }
            bytes.flip();
            return layer(bytes, first, format);
        } catch (IndexOutOfBoundsException e) {
            return null;
        }
    }

    private static @Nullable Layer layer(ByteBuffer bytes, int first, ObjectFormat format) {
        int hash = format == ObjectFormat.SHA1 ? 1 : 2;
        if (bytes.getInt(0) != SIGNATURE || bytes.get(4) != 1 || bytes.get(5) != hash) {
            return null;
        }
        int chunks = bytes.get(6) & 0xff;
        int fan = 0;
        int ids = 0;
        int data = 0;
        int edges = 0;
        for (int i = 0; i < chunks; i++) {
            int row = 8 + 12 * i;
            long offset = bytes.getLong(row + 4);
            if (offset < 0 || offset > bytes.limit()) {
                return null;
            }
            switch (bytes.getInt(row)) {
                case 0x4f494446 -> fan = (int) offset;
                case 0x4f49444c -> ids = (int) offset;
                case 0x43444154 -> data = (int) offset;
                case 0x45444745 -> edges = (int) offset;
                default -> {
                    // Bloom filters and the like.
                }
            }
        }
        if (fan == 0 || ids == 0 || data == 0) {
            return null;
        }
        int count = bytes.getInt(fan + 255 * 4);
        long needed = (long) count * (format.length() + 16);
        return count < 0 || data + needed - (long) count * format.length() > bytes.limit()
                || ids + (long) count * format.length() > bytes.limit()
                        ? null
                        : new Layer(bytes, first, count, fan, ids, data, edges);
    }

    /// What is known of the commit; null if nothing.
    @Nullable
    Node find(ObjectId id) {
        try {
            for (Layer layer : layers) {
                int row = row(layer, id);
                if (row >= 0) {
                    return node(layer, row);
                }
            }
        } catch (IndexOutOfBoundsException e) {
            return null;
        }
        return null;
    }

    private int row(Layer layer, ObjectId id) {
        int first = id.bytes()[0] & 0xff;
        int low = first == 0 ? 0 : layer.bytes.getInt(layer.fan + 4 * (first - 1));
        int high = layer.bytes.getInt(layer.fan + 4 * first) - 1;
        while (low <= high) {
            int middle = low + high >>> 1;
            int order = id(layer, middle).compareTo(id);
            if (order == 0) {
                return middle;
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -1;
    }

    private ObjectId id(Layer layer, int row) {
        byte[] id = new byte[format.length()];
        layer.bytes.get(layer.ids + row * format.length(), id);
        return ObjectId.of(id, 0, format);
    }

    private @Nullable Node node(Layer layer, int row) {
        int at = layer.data + row * (format.length() + 16) + format.length();
        int one = layer.bytes.getInt(at);
        int two = layer.bytes.getInt(at + 4);
        long time = layer.bytes.getLong(at + 8) & 0x3ffffffffL;
        List<ObjectId> parents = new ArrayList<>(2);
        boolean known = one == NO_PARENT || add(one, parents);
        if (two < 0) {
            int edge = layer.edges + 4 * (two & 0x7fffffff);
            int last;
            do {
                last = layer.bytes.getInt(edge);
                edge += 4;
                known &= add(last & 0x7fffffff, parents);
            } while (known && last >= 0);
        } else if (two != NO_PARENT) {
            known &= add(two, parents);
        }
        return known ? new Node(parents, time) : null;
    }

    private boolean add(int position, List<ObjectId> parents) {
        for (Layer layer : layers) {
            if (position >= layer.first && position - layer.first < layer.count) {
                parents.add(id(layer, position - layer.first));
                return true;
            }
        }
        return false;
    }
}
