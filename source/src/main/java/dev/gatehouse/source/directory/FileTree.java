package dev.gatehouse.source.directory;

import dev.gatehouse.core.source.Origin;
import dev.gatehouse.core.source.Place;
import dev.gatehouse.core.source.SourcePath;
import dev.gatehouse.core.source.Trait;
import dev.gatehouse.core.source.Tree;
import dev.gatehouse.source.PlaceTraits;
import dev.gatehouse.source.directory.Walker.Folder;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The files of a working tree, ignored ones included. What lies in ignored directories is listed only when somebody asks.
final class FileTree implements Tree {
    private final List<FoundFile> files;
    private final List<FoundFile> ignored;
    private final List<Folder> ignoredFolders;
    private final int above;
    private final DirectoryOptions options;
    private final boolean unix;
    private @Nullable Map<SourcePath, FoundFile> all;
    private @Nullable List<Place> places;

    FileTree(List<FoundFile> files, List<FoundFile> ignored, List<Folder> ignoredFolders, int above, DirectoryOptions options,
            boolean unix) {
        this.files = files;
        this.ignored = ignored;
        this.ignoredFolders = ignoredFolders;
        this.above = above;
        this.options = options;
        this.unix = unix;
    }

    static Set<Trait> traits(FoundFile file) {
        Set<Trait> traits = PlaceTraits.of(file.path);
        if (!file.ignored) {
            return traits;
        }
        EnumSet<Trait> more = EnumSet.of(Trait.IGNORED);
        more.addAll(traits);
        return more;
    }

    static Place place(FoundFile file) {
        return new Place(new Origin.File(), file.path, traits(file));
    }

    @Override
    public synchronized List<Place> places() {
        if (places == null) {
            List<Place> sorted = new ArrayList<>();
            for (FoundFile file : all().values()) {
                sorted.add(place(file));
            }
            sorted.sort(null);
            places = List.copyOf(sorted);
        }
        return places;
    }

    @Override
    public byte[] read(Place place) throws IOException {
        FoundFile file = all().get(place.path());
        if (file == null) {
            throw new NoSuchFileException(place.path().toString());
        }
        long limit = options.limits().fileSize();
        try (var in = Files.newInputStream(file.file, LinkOption.NOFOLLOW_LINKS)) {
            byte[] bytes = in.readNBytes((int) Math.min(limit + 1, Integer.MAX_VALUE - 64));
            if (bytes.length > limit) {
                throw new IOException(place.path() + " is larger than limits.file-size: " + limit + " bytes");
            }
            return bytes;
        }
    }

    private synchronized Map<SourcePath, FoundFile> all() {
        if (all == null) {
            all = new HashMap<>();
            files.forEach(this::add);
            ignored.forEach(this::add);
            var pending = new ArrayDeque<Unlisted>();
            for (Folder folder : ignoredFolders) {
                pending.add(new Unlisted(folder.directory(), folder.path()));
            }
            while (!pending.isEmpty()) {
                list(pending.pop(), pending);
            }
        }
        return all;
    }

    private void add(FoundFile file) {
        if (all != null) {
            all.put(file.path, file);
        }
    }

    private record Unlisted(Path directory, byte[] path) {}

    /// What cannot be read is left out: ignored files are an offer.
    private void list(Unlisted folder, ArrayDeque<Unlisted> pending) {
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder.directory)) {
            for (Path entry : stream) {
                byte[] name = FileNames.last(entry);
                byte[] path = FileNames.join(folder.path, name);
                FileStatus status = FileStatus.of(entry, unix);
                if (status.kind() == FileStatus.Kind.DIRECTORY && !String.valueOf(entry.getFileName()).equals(".git")) {
                    pending.push(new Unlisted(entry, path));
                } else if (status.kind() == FileStatus.Kind.FILE) {
                    byte[] below = above == 0 ? path : java.util.Arrays.copyOfRange(path, above, path.length);
                    if (options.selection().selects(below)) {
                        add(new FoundFile(entry, SourcePath.of(below), status.stamp(), true));
                    }
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            return;
        }
    }
}
