package dev.gatehouse.source.scan;

import dev.gatehouse.core.check.Check;
import dev.gatehouse.core.check.Facts;
import dev.gatehouse.core.check.Placed;
import dev.gatehouse.core.check.Shown;
import dev.gatehouse.core.diagnostic.DiagnosticSink;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.source.Blob;
import dev.gatehouse.core.source.ContentId;
import dev.gatehouse.core.source.Place;
import dev.gatehouse.core.source.Tree;
import dev.gatehouse.core.source.Work;
import dev.gatehouse.source.Limits;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The checks of a scan, each with the type of its own facts.
final class CheckSet {
    /// Changes whenever what is kept beside the facts could be another: excerpts, markers, how archives are read.
    private static final String FORMAT = "1";

    private final List<Bound<?>> checks = new ArrayList<>();

    CheckSet(List<Check<?>> checks) {
        Set<String> ids = new HashSet<>();
        for (Check<?> check : checks) {
            if (!ids.add(check.id())) {
                throw new IllegalArgumentException("two checks are called " + check.id());
            }
            this.checks.add(new Bound<>(check));
        }
    }

    int size() {
        return checks.size();
    }

    Bound<?> get(int index) {
        return checks.get(index);
    }

    /// Names all that decides what is learned of a content: masks in excerpts depend on every check.
    String version(boolean archives, Limits limits) {
        var version = new StringBuilder("scan ").append(FORMAT).append('\n');
        for (Bound<?> bound : checks) {
            version.append(bound.check.id()).append('\0').append(bound.check.version()).append('\0');
            bound.markers.stream().sorted().forEach(marker -> version.append(marker).append(' '));
            version.append('\n');
        }
        return version.append(archives ? limits : "no archives").toString();
    }

    /// A check that hands its own facts back to itself.
    static final class Bound<F extends Facts> {
        private final Check<F> check;
        private final Set<String> markers;

        private Bound(Check<F> check) {
            this.check = check;
            this.markers = Set.copyOf(check.markers());
        }

        String id() {
            return check.id();
        }

        Set<String> markers() {
            return markers;
        }

        @Nullable
        Facts facts(Blob blob) {
            return check.wants(blob) ? check.facts(blob) : null;
        }

        List<Finding> place(ContentId id, Facts facts, List<Shown> shown, List<Place> places) {
            return check.place(id, own(facts), shown, places);
        }

        List<Finding> finish(Tree tree, List<Placed<Facts>> placed, DiagnosticSink diagnostics, Work work)
                throws IOException, InterruptedException {
            List<Placed<F>> own = new ArrayList<>(placed.size());
            placed.forEach(each -> own.add(new Placed<>(each.content(), own(each.facts()), each.shown(), each.places())));
            return check.finish(tree, own, diagnostics, work);
        }

        void write(Facts facts, DataOutput out) throws IOException {
            check.write(own(facts), out);
        }

        Facts read(DataInput in) throws IOException {
            return check.read(in);
        }

        /// Facts are kept with the position of the check that made them.
        @SuppressWarnings("unchecked")
        private F own(Facts facts) {
            return (F) facts;
        }
    }
}
