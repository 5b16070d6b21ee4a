package dev.gatehouse.source.scan;

import dev.gatehouse.core.check.Facts;
import dev.gatehouse.core.check.Shown;
import dev.gatehouse.core.check.Span;
import dev.gatehouse.core.diagnostic.Diagnostic;
import dev.gatehouse.core.source.Blob;
import dev.gatehouse.core.source.ContentId;
import dev.gatehouse.core.source.ContentVisitor;
import dev.gatehouse.core.source.SourcePath;
import dev.gatehouse.core.source.Work;
import dev.gatehouse.source.Digests;
import dev.gatehouse.source.archive.ArchiveForm;
import dev.gatehouse.source.archive.ArchiveReader;
import dev.gatehouse.source.archive.Expansion;
import dev.gatehouse.source.cache.Chapter;
import dev.gatehouse.source.scan.CheckSet.Bound;
import java.io.IOException;
import java.io.Serial;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Looks at every content of a source once, archives within it included.
final class Walk implements ContentVisitor {
    /// A marker of nothing learned: most contents share it.
    private static final Unit NOTHING = new Unit(new Unit.Key(new ContentId(ContentId.Algorithm.SHA256, "0".repeat(64)), ""),
            List.of(), List.of());

    private final CheckSet checks;
    private final UnitCodec codec;
    private final ScanOptions options;
    private final @Nullable Chapter chapter;
    private final Work work;
    private final Tally tally;
    private final Troubles troubles;
    private final Map<Unit.Key, Unit> units = new ConcurrentHashMap<>();
    /// What lies in an archive that expands too far, and was not looked at whole for that: it may also lie elsewhere.
    private final Set<Unit.Key> cutShort = ConcurrentHashMap.newKeySet();
    private final Set<ContentId> contents = ConcurrentHashMap.newKeySet();

    Walk(CheckSet checks, ScanOptions options, @Nullable Chapter chapter, Work work, Tally tally, Troubles troubles) {
        this.checks = checks;
        this.codec = new UnitCodec(checks);
        this.options = options;
        this.chapter = chapter;
        this.work = work;
        this.tally = tally;
        this.troubles = troubles;
    }

    /// The units of which something was learned.
    Collection<Unit> units() {
        List<Unit> learned = new ArrayList<>();
        for (Unit unit : units.values()) {
            if (unit != NOTHING) {
                learned.add(unit);
            }
        }
        return learned;
    }

    boolean lookedAt(Unit.Key key) {
        return units.containsKey(key);
    }

    @Override
    public boolean known(ContentId id) {
        return id.algorithm() != ContentId.Algorithm.SHA256 && known(new Unit.Key(id, ""), -1, 0);
    }

    @Override
    public boolean known(ContentId id, SourcePath hint, long size) {
        return known(Unit.Key.of(id, hint), size, 0);
    }

    private boolean known(Unit.Key key, long size, int depth) {
        if (units.containsKey(key)) {
            return !cutShort.contains(key);
        }
        if (chapter == null || depth > options.limits().archiveDepth()) {
            return false;
        }
        byte[] value = chapter.find(key.id(), key.name());
        if (value == null) {
            return false;
        }
        Unit unit;
        try {
            unit = codec.decode(key, value);
        } catch (IOException | RuntimeException e) {
            return false;
        }
        for (Unit.Child child : unit.children()) {
            if (!child.key().equals(key) && !known(child.key(), child.size(), depth + 1)) {
                return false;
            }
        }
        if (units.putIfAbsent(key, unit.isEmpty() ? NOTHING : unit) == null) {
            count(unit, size, true);
        }
        return true;
    }

    private void count(Unit unit, long size, boolean fromCache) {
        tally.entries.add(unit.children().size());
        for (Unit.Learned learned : unit.facts()) {
            tally.matches.add(learned.shown().size());
        }
        if (contents.add(unit.key().id())) {
            tally.looked(size, fromCache);
        }
    }

    @Override
    public void visit(Blob blob) {
        if (!work.cancelled()) {
            look(blob, null);
        }
    }

    @Override
    public List<String> masked(Blob text, int from) {
        List<Span> sensitive = new ArrayList<>();
        for (int i = 0; i < checks.size(); i++) {
            try {
                Facts learned = checks.get(i).facts(text);
                if (learned != null) {
                    sensitive.addAll(learned.sensitive());
                }
            } catch (RuntimeException | LinkageError | AssertionError | OutOfMemoryError | StackOverflowError e) {
                troubles.report(Defects.of(checks.get(i).id(), text.hint().toString(), e));
                return List.of();
            }
        }
        var masker = new Masker(text, new Secrecy(text, sensitive));
        List<String> lines = new ArrayList<>();
        for (int start = from; start < text.length();) {
            int end = start;
            while (end < text.length() && text.array()[text.offset() + end] != '\n') {
                end++;
            }
            lines.add(masker.mask(start, end, start, end).text());
            start = end + 1;
        }
        return lines;
    }

    /// @param expansion
    ///            of the outermost archive around it; null if there is none
    private void look(Blob blob, @Nullable Expansion expansion) {
        Unit.Key key = Unit.Key.of(blob.id(), blob.hint());
        if (units.putIfAbsent(key, NOTHING) == null || cutShort.remove(key)) {
            new Look(key, blob, expansion).run();
        }
    }

    /// One look at one content.
    private final class Look {
        private final Unit.Key key;
        private final Blob blob;
        private final @Nullable Expansion outer;
        private final List<Unit.Child> children = new ArrayList<>();
        private boolean troubled;

        Look(Unit.Key key, Blob blob, @Nullable Expansion outer) {
            this.key = key;
            this.blob = blob;
            this.outer = outer;
        }

        void run() {
            expand();
            Unit unit = new Unit(key, facts(), List.copyOf(children));
            if (!unit.isEmpty()) {
                units.put(key, unit);
            }
            count(unit, blob.length(), false);
            if (outer != null && outer.exceeded()) {
                cutShort.add(key);
            } else if (!troubled && !work.cancelled()) {
                keep(unit);
            }
        }

        private void keep(Unit unit) {
            if (chapter != null) {
                try {
                    chapter.put(key.id(), key.name(), codec.encode(unit));
                } catch (IOException | RuntimeException e) {
                    defect("cache", e);
                }
            }
        }

        private void expand() {
            if (!options.archives()) {
                return;
            }
            ArchiveForm form = ArchiveForm.of(blob.array(), blob.offset(), blob.length());
            if (form == null) {
                return;
            }
            Expansion expansion = outer != null ? outer : new Expansion(options.limits(), blob.length());
            Digests digests = new Digests();
            try {
                ArchiveReader.read(form, blob.array(), blob.offset(), blob.length(), blob.hint(), options.limits(), expansion,
                        (name, array, offset, length) -> {
                            if (work.cancelled()) {
                                throw new Cancelled();
                            }
                            ContentId id = digests.sha256(array, offset, length);
                            SourcePath path = blob.hint().entry(name);
                            Blob entry = new Blob(id, array, offset, length, Blob.sniff(array, offset, length), path);
                            children.add(new Unit.Child(name.clone(), Unit.Key.of(id, path), length));
                            if (!known(id, path, length)) {
                                look(entry, expansion);
                            }
                        }, this::trouble);
            } catch (Cancelled e) {
                troubled = true;
            } catch (OutOfMemoryError | StackOverflowError e) {
                trouble(Diagnostic.of("archive-limit", Diagnostic.Kind.GAP, blob.hint().toString(),
                        "there is not enough memory to read the archive", "give the process more memory or exclude the path"));
            }
        }

        private void trouble(Diagnostic diagnostic) {
            troubled = true;
            troubles.report(key.id(), blob.hint(), diagnostic);
        }

        private List<Unit.Learned> facts() {
            Facts[] facts = new Facts[checks.size()];
            List<Span> sensitive = new ArrayList<>();
            boolean any = false;
            for (int i = 0; i < facts.length; i++) {
                try {
                    Facts learned = checks.get(i).facts(blob);
                    if (learned != null) {
                        sensitive.addAll(learned.sensitive());
                        facts[i] = learned;
                        any = true;
                    }
                } catch (RuntimeException | LinkageError | AssertionError | OutOfMemoryError | StackOverflowError e) {
                    defect(checks.get(i).id(), e);
                }
            }
            return any ? present(facts, sensitive) : List.of();
        }

        private List<Unit.Learned> present(Facts[] facts, List<Span> sensitive) {
            var presenter = new Presenter(blob, new Secrecy(blob, sensitive));
            List<Unit.Learned> learned = new ArrayList<>();
            for (int i = 0; i < facts.length; i++) {
                Facts fact = facts[i];
                if (fact == null) {
                    continue;
                }
                Bound<?> check = checks.get(i);
                try {
                    List<Shown> shown = new ArrayList<>();
                    for (Span span : fact.spans()) {
                        shown.add(presenter.show(span, check.markers()));
                    }
                    learned.add(new Unit.Learned(i, fact, List.copyOf(shown)));
                } catch (RuntimeException | OutOfMemoryError e) {
                    defect(check.id(), e);
                }
            }
            return List.copyOf(learned);
        }

        private void defect(String check, Throwable e) {
            trouble(Defects.of(check, blob.hint().toString(), e));
        }
    }

    /// Leaves an archive in the middle.
    private static final class Cancelled extends Error {
        @Serial
        private static final long serialVersionUID = 1;

        Cancelled() {
            super("cancelled", null, false, false);
        }
    }
}
