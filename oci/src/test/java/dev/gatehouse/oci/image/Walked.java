package dev.gatehouse.oci.image;

import dev.gatehouse.core.diagnostic.Diagnostic;
import dev.gatehouse.core.source.Blob;
import dev.gatehouse.core.source.ContentId;
import dev.gatehouse.core.source.ContentVisitor;
import dev.gatehouse.core.source.Origin;
import dev.gatehouse.core.source.Place;
import dev.gatehouse.core.source.SourcePath;
import dev.gatehouse.core.source.Trait;
import dev.gatehouse.oci.ImageLimits;
import dev.gatehouse.oci.store.ImageStore;
import dev.gatehouse.source.Limits;
import dev.gatehouse.source.Selection;
import dev.gatehouse.source.scan.ThreadPool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/// What a walk over an image saw.
final class Walked implements ContentVisitor {
    final Map<ContentId, String> contents = new ConcurrentHashMap<>();
    final AtomicInteger visits = new AtomicInteger();
    final ConcurrentLinkedQueue<Diagnostic> diagnostics = new ConcurrentLinkedQueue<>();
    private final Set<ContentId> known;
    final ImageSource source;

    private Walked(ImageSource source, Set<ContentId> known) {
        this.source = source;
        this.known = known;
    }

    static Walked over(ImageStore store) throws Exception {
        return over(store, ImageLimits.DEFAULT, Limits.DEFAULT, 3);
    }

    static Walked over(ImageStore store, ImageLimits imageLimits, Limits limits, int threads) throws Exception {
        return over(new ImageSource(store, imageLimits, limits, Selection.ALL, LayerMemory.NONE), Set.of(), threads);
    }

    static Walked over(ImageSource source, Set<ContentId> known, int threads) throws IOException, InterruptedException {
        var walked = new Walked(source, known);
        try (var pool = new ThreadPool(threads)) {
            source.contents(pool, walked, walked.diagnostics::add);
        }
        return walked;
    }

    @Override
    public boolean known(ContentId id) {
        return known.contains(id) || contents.containsKey(id);
    }

    @Override
    public boolean known(ContentId id, SourcePath hint, long size) {
        return known(id);
    }

    @Override
    public void visit(Blob blob) {
        visits.incrementAndGet();
        contents.put(blob.id(), new String(blob.array(), blob.offset(), blob.length(), StandardCharsets.UTF_8));
    }

    @Override
    public List<String> masked(Blob text, int from) {
        return new String(text.array(), text.offset() + from, text.length() - from, StandardCharsets.UTF_8)
                .replace("hunter2", "***")
                .lines().toList();
    }

    /// Where each content lies: `path @layer`, with `-` before it if it is gone.
    Map<String, List<String>> places() {
        Map<String, List<String>> places = new TreeMap<>();
        contents.forEach((id, text) -> {
            List<String> at = new ArrayList<>();
            for (Place place : source.places(id)) {
                if (place.origin() instanceof Origin.Layer layer) {
                    at.add((place.is(Trait.DELETED) ? "-" : "") + place.path() + " @" + layer.index());
                }
            }
            if (!at.isEmpty()) {
                places.put(text, at);
            }
        });
        return places;
    }

    List<String> codes() {
        return diagnostics.stream().map(Diagnostic::code).sorted().toList();
    }
}
