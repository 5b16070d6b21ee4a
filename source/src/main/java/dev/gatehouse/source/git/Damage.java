package dev.gatehouse.source.git;

import dev.gatehouse.core.diagnostic.Diagnostic;
import dev.gatehouse.core.diagnostic.DiagnosticSink;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// Tells the sink what could not be read: the first objects one by one, the rest as a number, for a pack damaged at its
/// beginning may lose a million. Thread-safe.
final class Damage {
    private static final int NAMED = 20;

    private final DiagnosticSink sink;
    private final AtomicLong damaged = new AtomicLong();
    private final AtomicLong large = new AtomicLong();
    private final Set<String> changed = ConcurrentHashMap.newKeySet();

    Damage(DiagnosticSink sink) {
        this.sink = sink;
    }

    void report(Diagnostic diagnostic) {
        sink.report(diagnostic);
    }

    void damaged(ObjectType type, ObjectId id, String reason) {
        if (damaged.incrementAndGet() <= NAMED) {
            sink.report(Diagnostic.of("git-object-damaged", Diagnostic.Kind.GAP, type.label + " " + id,
                    "the object cannot be read: " + reason, "run `git fsck`; fetch the object again"));
        }
    }

    void tooLarge(ObjectId id, long size, long limit) {
        if (large.incrementAndGet() <= NAMED) {
            sink.report(Diagnostic.of("git-object-too-large", Diagnostic.Kind.GAP, "blob " + id,
                    "the object has " + size + " bytes, more than the limit of " + limit, "raise the limit for file sizes"));
        }
    }

    /// A pack shrank or vanished while it was read.
    void changed(String pack) {
        if (changed.add(pack)) {
            sink.report(Diagnostic.of("git-pack-damaged", Diagnostic.Kind.GAP, pack, "the pack changed while it was read",
                    "scan again when nothing else works on the repository"));
        }
    }

    /// Reports the numbers of what was not named since it was last asked to.
    void finish() {
        long moreDamaged = unnamed(damaged);
        if (moreDamaged > 0) {
            sink.report(Diagnostic.of("git-object-damaged", Diagnostic.Kind.GAP, null,
                    moreDamaged + " more objects cannot be read", "run `git fsck`; fetch the objects again"));
        }
        long moreLarge = unnamed(large);
        if (moreLarge > 0) {
            sink.report(Diagnostic.of("git-object-too-large", Diagnostic.Kind.GAP, null,
                    moreLarge + " more objects are larger than the limit", "raise the limit for file sizes"));
        }
    }

    private static long unnamed(AtomicLong count) {
        return count.getAndUpdate(n -> Math.min(n, NAMED)) - NAMED;
    }
}
