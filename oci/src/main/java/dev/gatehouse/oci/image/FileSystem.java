package dev.gatehouse.oci.image;

import dev.gatehouse.core.source.ContentId;
import dev.gatehouse.oci.OciException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The file system that layers make one upon the other (image-spec, layer.md), without a disk below it. Not thread-safe.
///
/// Links are followed as a runtime follows them whose root is the image: `..` ends at the root, absolute targets begin there, and a
/// link that leads in circles leads nowhere.
final class FileSystem {
    private static final int MOST_LINKS = 40;
    /// Steps from part to part of paths: a real image of two million entries needs fewer.
    private static final long MOST_STEPS = 100_000_000;
    /// Folders, made by entries or for them.
    private static final int MOST_FOLDERS = 2_000_000;
    private static final int DEEPEST = 2048;
    /// Chars of a real path; links can lead deeper than any name.
    private static final int LONGEST = 2 * LayerNames.LONGEST;

    private final Folder root = new Folder();
    private final List<Brought> brought = new ArrayList<>();
    private long steps;
    private int folders;
    private @Nullable String lastParent;
    private @Nullable Spot lastSpot;

    /// A file as it is in the end, or was before a later layer changed or removed it.
    ///
    /// @param layer
    ///            whose tar file holds the bytes
    /// @param ordinal
    ///            which entry of the layer they belong to
    record Leaf(LayerEntry entry, int layer, int ordinal) implements Node {}

    /// A layer brought a content to a path.
    record Brought(ContentId content, String path, int layer) {}

    private sealed interface Node {}

    private static final class Folder implements Node {
        private final Map<String, Node> children = new HashMap<>();
    }

    private record Link(String target) implements Node {}

    /// A folder and its real path.
    private record Spot(Folder folder, String path) {
        String at(String name) {
            return path.isEmpty() ? name : path + "/" + name;
        }
    }

    /// Lays a layer upon what there is: first it takes away, then it brings.
    ///
    /// @throws OciException
    ///             `LIMIT` if paths are more, longer or deeper than those of any real image
    void apply(int layer, LayerRecord entries) throws OciException {
        for (LayerEntry entry : entries.entries()) {
            switch (entry.kind()) {
                case OPAQUE -> {
                    Spot spot = entry.path().isEmpty() ? new Spot(root, "") : find(entry.path());
                    if (spot != null) {
                        spot.folder.children.clear();
                    }
                }
                case WHITEOUT -> {
                    Spot parent = find(LayerNames.folder(entry.path()));
                    if (parent != null) {
                        parent.folder.children.remove(LayerNames.last(entry.path()));
                    }
                }
                default -> {
                }
            }
        }
        forget();
        for (int i = 0; i < entries.entries().size(); i++) {
            bring(layer, i, entries.entries().get(i));
        }
        forget();
    }

    private void bring(int layer, int ordinal, LayerEntry entry) throws OciException {
        if (entry.kind() == LayerEntry.Kind.OPAQUE || entry.kind() == LayerEntry.Kind.WHITEOUT) {
            return;
        }
        Spot parent = parent(LayerNames.folder(entry.path()));
        String name = LayerNames.last(entry.path());
        Map<String, Node> children = parent.folder.children;
        switch (entry.kind()) {
            case DIRECTORY -> {
                if (!(children.get(name) instanceof Folder)) {
                    put(children, name, folder());
                }
            }
            case SYMBOLIC_LINK -> put(children, name, new Link(entry.target()));
            case HARD_LINK -> {
                if (leaf(entry.target()) instanceof Leaf target) {
                    bring(target, layer, parent.at(name));
                    put(children, name, target);
                }
            }
            case FILE, OTHER -> {
                var leaf = new Leaf(entry, layer, ordinal);
                bring(leaf, layer, parent.at(name));
                put(children, name, leaf);
            }
            case WHITEOUT, OPAQUE -> {
            }
        }
    }

    private void bring(Leaf leaf, int layer, String path) {
        ContentId content = leaf.entry.content();
        if (content != null) {
            brought.add(new Brought(content, path, layer));
        }
    }

    /// A folder or link that gives way may have been on the way to the folder that is remembered.
    private void put(Map<String, Node> children, String name, Node node) {
        Node before = children.put(name, node);
        if (before != null && !(before instanceof Leaf)) {
            forget();
        }
    }

    private void forget() {
        lastParent = null;
        lastSpot = null;
    }

    /// The folder at a path, made where there is none.
    private Spot parent(String path) throws OciException {
        if (lastSpot != null && path.equals(lastParent)) {
            return lastSpot;
        }
        Spot spot = walk(LayerNames.parts(path), true);
        Spot found = spot == null ? new Spot(root, "") : spot;
        lastParent = path;
        lastSpot = found;
        return found;
    }

    /// The folder at a path; null if there is none.
    private @Nullable Spot find(String path) throws OciException {
        return walk(LayerNames.parts(path), false);
    }

    private Folder folder() throws OciException {
        if (++folders > MOST_FOLDERS) {
            throw new OciException(OciException.Kind.LIMIT, "the image has more than " + MOST_FOLDERS + " folders");
        }
        return new Folder();
    }

    /// @param make
    ///            whether missing folders are made; what is no folder then gives way to one
    private @Nullable Spot walk(List<String> parts, boolean make) throws OciException {
        Deque<Folder> way = new ArrayDeque<>();
        Deque<String> names = new ArrayDeque<>();
        way.push(root);
        Deque<String> left = new ArrayDeque<>(parts);
        int links = 0;
        while (!left.isEmpty()) {
            if (++steps > MOST_STEPS) {
                throw new OciException(OciException.Kind.LIMIT, "following the paths of the image takes too many steps");
            }
            String part = left.pop();
            if (part.equals("..")) {
                if (!names.isEmpty()) {
                    way.pop();
                    names.removeLast();
                }
                continue;
            }
            Folder here = way.element();
            Node node = here.children.get(part);
            if (node instanceof Link(String target) && links < MOST_LINKS) {
                links++;
                List<String> more = raw(target);
                if (target.startsWith("/")) {
                    way.clear();
                    names.clear();
                    way.push(root);
                }
                for (int i = more.size() - 1; i >= 0; i--) {
                    left.push(more.get(i));
                }
                continue;
            }
            Folder next = node instanceof Folder folder ? folder : null;
            if (next == null) {
                if (!make) {
                    return null;
                }
                next = folder();
                here.children.put(part, next);
            }
            way.push(next);
            names.add(part);
            if (names.size() > DEEPEST) {
                throw new OciException(OciException.Kind.LIMIT, "folders of the image lie more than " + DEEPEST + " deep");
            }
        }
        String path = String.join("/", names);
        if (path.length() > LONGEST) {
            throw new OciException(OciException.Kind.LIMIT, "a path of the image is longer than " + LONGEST + " bytes");
        }
        return new Spot(way.element(), path);
    }

    /// The parts of a link's target; `..` stays, for what it means depends on where the parts before it lead.
    private static List<String> raw(String target) {
        List<String> parts = new ArrayList<>();
        for (String part : target.split("/")) {
            if (!part.isEmpty() && !part.equals(".")) {
                parts.add(part);
            }
        }
        return parts;
    }

    /// What lies at a path whose last part is not followed if it is a link.
    private @Nullable Node leaf(String path) throws OciException {
        List<String> parts = LayerNames.parts(path);
        if (parts.isEmpty()) {
            return null;
        }
        Spot parent = walk(parts.subList(0, parts.size() - 1), false);
        return parent == null ? null : parent.folder.children.get(parts.getLast());
    }

    /// The file that a path leads to, links followed to the end; null if there is none.
    @Nullable
    Leaf file(String path) throws OciException {
        String at = path;
        for (int links = 0; links < MOST_LINKS; links++) {
            List<String> parts = LayerNames.parts(at);
            Spot parent = parts.isEmpty() ? null : walk(parts.subList(0, parts.size() - 1), false);
            Node node = parent == null ? null : parent.folder.children.get(parts.getLast());
            switch (node) {
                case Leaf leaf -> {
                    return leaf;
                }
                case Link(String target) when parent != null && target.length() <= LayerNames.LONGEST ->
                    at = target.startsWith("/") ? target : parent.at(target);
                case null, default -> {
                    return null;
                }
            }
        }
        return null;
    }

    /// All files that there are in the end, by path.
    Map<String, Leaf> files() {
        Map<String, Leaf> files = new TreeMap<>();
        Deque<Spot> left = new ArrayDeque<>();
        left.push(new Spot(root, ""));
        while (!left.isEmpty()) {
            Spot spot = left.pop();
            spot.folder.children.forEach((name, node) -> {
                switch (node) {
                    case Folder folder -> left.push(new Spot(folder, spot.at(name)));
                    case Leaf leaf -> files.put(spot.at(name), leaf);
                    case Link _ -> {
                    }
                }
            });
        }
        return files;
    }

    /// What layers brought, in their order.
    List<Brought> brought() {
        return Collections.unmodifiableList(brought);
    }
}
