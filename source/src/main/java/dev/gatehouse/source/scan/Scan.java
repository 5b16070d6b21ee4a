package dev.gatehouse.source.scan;

import dev.gatehouse.core.check.Check;
import dev.gatehouse.core.check.Facts;
import dev.gatehouse.core.check.Placed;
import dev.gatehouse.core.diagnostic.Coverage;
import dev.gatehouse.core.diagnostic.Diagnostic;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.finding.Fingerprint;
import dev.gatehouse.core.source.ContentId;
import dev.gatehouse.core.source.Extent;
import dev.gatehouse.core.source.Place;
import dev.gatehouse.core.source.Source;
import dev.gatehouse.core.source.Tree;
import dev.gatehouse.source.cache.Chapter;
import dev.gatehouse.source.cache.ContentCache;
import dev.gatehouse.source.scan.CheckSet.Bound;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/// One scan of one source by some checks.
///
/// Whatever the threads do, the same source, checks and limits give the same result.
public final class Scan {
    private volatile @Nullable ThreadPool pool;
    private volatile boolean cancelled;

    /// What a scan found.
    ///
    /// @param findings
    ///            sorted; no two have the same first fingerprint
    /// @param coverage
    ///            what was looked at, and the diagnostics
    public record Result(List<Finding> findings, Coverage coverage) {
        public Result {
            findings = List.copyOf(findings);
        }
    }

    /// Runs the checks over the source. The source is not closed. Called once.
    ///
    /// @throws IOException
    ///             if the source as a whole cannot be read
    /// @throws InterruptedException
    ///             if the scan was cancelled
    public Result run(Source source, List<Check<?>> checks, ScanOptions options) throws IOException, InterruptedException {
        var set = new CheckSet(checks);
        ContentCache cache = options.cache();
        Chapter chapter = cache == null ? null : cache.chapter(set.version(options.archives(), options.limits()));
        try (var threads = new ThreadPool(options.threads())) {
            pool = threads;
            if (cancelled) {
                threads.cancel();
            }
            var tally = new Tally(source, options.progress());
            var troubles = new Troubles();
            var walk = new Walk(set, options, chapter, threads, tally, troubles);
            source.contents(threads, walk, troubles::report);
            if (threads.cancelled()) {
                throw new InterruptedException("cancelled");
            }
            tally.tell(true);
            if (chapter != null) {
                chapter.save();
            }
            return conclude(source, set, threads, walk, tally, troubles);
        } catch (CompletionException e) {
            throw unwrapped(e);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } finally {
            if (chapter != null) {
                chapter.close();
            }
        }
    }

    /// Ends the scan as soon as the contents that threads are looking at are done; [#run] throws. From any thread.
    public void cancel() {
        cancelled = true;
        ThreadPool running = pool;
        if (running != null) {
            running.cancel();
        }
    }

    private static IOException unwrapped(CompletionException e) {
        return switch (e.getCause()) {
            case IOException failure -> failure;
            case RuntimeException failure -> throw failure;
            case Error failure -> throw failure;
            case null, default -> throw e;
        };
    }

    private Result conclude(Source source, CheckSet checks, ThreadPool threads, Walk walk, Tally tally, Troubles troubles)
            throws IOException, InterruptedException {
        Map<ContentId, List<Unit>> byContent = new TreeMap<>();
        List<Unit> units = new ArrayList<>(walk.units());
        units.sort((a, b) -> a.key().compareTo(b.key()));
        for (Unit unit : units) {
            byContent.computeIfAbsent(unit.key().id(), _ -> new ArrayList<>(1)).add(unit);
        }
        var placement = new Placement(source, walk::lookedAt, units);
        source.prepare(
                placement.asked(units.stream().filter(unit -> !unit.facts().isEmpty()).map(unit -> unit.key().id()).toList()),
                threads);
        List<Finding> found = new ArrayList<>();
        List<List<Placed<Facts>>> placed = new ArrayList<>();
        for (int i = 0; i < checks.size(); i++) {
            placed.add(new ArrayList<>());
        }
        for (Map.Entry<ContentId, List<Unit>> content : byContent.entrySet()) {
            if (threads.cancelled()) {
                throw new InterruptedException("cancelled");
            }
            List<Unit> saying = content.getValue().stream().filter(unit -> !unit.facts().isEmpty()).toList();
            if (!saying.isEmpty()) {
                placement.divide(content.getKey(), saying)
                        .forEach((unit, places) -> place(unit, places, checks, placed, troubles, found));
            }
        }
        finish(source.tree(), checks, placed, threads, troubles, found);
        return new Result(merge(found), coverage(source.extent(), tally, List.copyOf(troubles.all(placement))));
    }

    private static void place(Unit unit, List<Place> places, CheckSet checks, List<List<Placed<Facts>>> placed,
            Troubles troubles, List<Finding> found) {
        for (Unit.Learned learned : unit.facts()) {
            Bound<?> check = checks.get(learned.check());
            placed.get(learned.check()).add(new Placed<>(unit.key().id(), learned.facts(), learned.shown(), places));
            try {
                found.addAll(check.place(unit.key().id(), learned.facts(), learned.shown(), places));
            } catch (RuntimeException | LinkageError | AssertionError | OutOfMemoryError | StackOverflowError e) {
                troubles.report(Defects.of(check.id(), places.getFirst().path().toString(), e));
            }
        }
    }

    private static void finish(Optional<Tree> tree, CheckSet checks, List<List<Placed<Facts>>> placed, ThreadPool threads,
            Troubles troubles, List<Finding> found) throws IOException, InterruptedException {
        if (tree.isEmpty()) {
            return;
        }
        for (int i = 0; i < checks.size(); i++) {
            Bound<?> check = checks.get(i);
            try {
                found.addAll(check.finish(tree.get(), placed.get(i), troubles::report, threads));
            } catch (CompletionException e) {
                troubles.report(Defects.of(check.id(), null, e.getCause() == null ? e : e.getCause()));
            } catch (RuntimeException | LinkageError | AssertionError | OutOfMemoryError | StackOverflowError e) {
                troubles.report(Defects.of(check.id(), null, e));
            }
        }
    }

    /// One finding of all that share their first fingerprint, by halves: a secret in ten thousand contents must not cost
    /// their square.
    private static List<Finding> merge(List<Finding> found) {
        Map<Fingerprint, List<Finding>> byIdentity = new TreeMap<>();
        for (Finding finding : found) {
            byIdentity.computeIfAbsent(finding.fingerprint(), _ -> new ArrayList<>(1)).add(finding);
        }
        List<Finding> merged = new ArrayList<>(byIdentity.size());
        for (List<Finding> same : byIdentity.values()) {
            merged.add(HistoryFold.fold(merge(same, 0, same.size())));
        }
        merged.sort(null);
        return merged;
    }

    private static Finding merge(List<Finding> same, int from, int to) {
        if (to - from == 1) {
            return same.get(from);
        }
        int middle = from + to >>> 1;
        return merge(same, from, middle).merge(merge(same, middle, to));
    }

    private static Coverage coverage(Extent extent, Tally tally, List<Diagnostic> diagnostics) {
        long places = extent.places() < 0 ? tally.contents.sum() : extent.places() + tally.entries.sum();
        return new Coverage(places, tally.contents.sum(), tally.cached.sum(), tally.bytes.sum(), extent.excluded(), diagnostics);
    }
}
