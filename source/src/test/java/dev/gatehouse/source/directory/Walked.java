package dev.gatehouse.source.directory;

import dev.gatehouse.core.diagnostic.Diagnostic;
import dev.gatehouse.core.source.Blob;
import dev.gatehouse.core.source.ContentId;
import dev.gatehouse.core.source.ContentVisitor;
import dev.gatehouse.core.source.Place;
import dev.gatehouse.core.source.Source;
import dev.gatehouse.source.scan.ThreadPool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/// What a walk over a source gave.
public final class Walked implements ContentVisitor {
    private final Map<ContentId, byte[]> contents = new ConcurrentHashMap<>();
    private final Queue<Diagnostic> diagnostics = new ConcurrentLinkedQueue<>();
    private final Collection<ContentId> alreadyKnown;
    private List<Place> places = List.of();

    private Walked(Collection<ContentId> alreadyKnown) {
        this.alreadyKnown = alreadyKnown;
    }

    public static Walked of(Source source) throws IOException, InterruptedException {
        return of(source, List.of());
    }

    /// Walks a source of which some contents are known.
    public static Walked of(Source source, Collection<ContentId> known) throws IOException, InterruptedException {
        Walked walked = new Walked(known);
        try (var pool = new ThreadPool(2)) {
            source.contents(pool, walked, walked.diagnostics::add);
        }
        List<Place> places = new ArrayList<>();
        for (ContentId id : walked.contents.keySet()) {
            places.addAll(source.places(id));
        }
        places.sort(null);
        walked.places = places;
        return walked;
    }

    @Override
    public boolean known(ContentId id) {
        return alreadyKnown.contains(id) || contents.containsKey(id);
    }

    @Override
    public void visit(Blob blob) {
        contents.put(blob.id(), Arrays.copyOfRange(blob.array(), blob.offset(), blob.offset() + blob.length()));
    }

    /// Where the contents lie, as text.
    public TreeSet<String> paths() {
        var paths = new TreeSet<String>();
        places.forEach(place -> paths.add(place.path().toString()));
        return paths;
    }

    public List<Place> places() {
        return places;
    }

    public Collection<String> texts() {
        return contents.values().stream().map(bytes -> new String(bytes, StandardCharsets.UTF_8)).sorted().toList();
    }

    public Map<ContentId, byte[]> contents() {
        return contents;
    }

    public List<Diagnostic> diagnostics() {
        return diagnostics.stream().sorted().toList();
    }
}
