package dev.gatehouse.advisory.feed;

import dev.gatehouse.advisory.Advisory;
import dev.gatehouse.core.diagnostic.Diagnostic;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Everything that a feed holds, for tests.
final class Taken implements Intake {
    final List<String> exported = new ArrayList<>();
    final List<Advisory> advisories = new ArrayList<>();
    final List<String> exploited = new ArrayList<>();
    final List<String> probabilities = new ArrayList<>();
    final List<Lifecycle> lifecycles = new ArrayList<>();
    final List<VexStatement> statements = new ArrayList<>();
    final List<LibrarySignature> signatures = new ArrayList<>();
    final List<String> leftOut = new ArrayList<>();
    final List<Diagnostic> diagnostics = new ArrayList<>();
    FeedReader.@Nullable Summary summary;

    static Taken from(Path path) throws IOException {
        Taken taken = new Taken();
        taken.summary = new FeedReader(taken.diagnostics::add).read(path, taken);
        return taken;
    }

    @Override
    public void advisory(Advisory advisory) {
        advisories.add(advisory);
    }

    @Override
    public void exploited(String id, @Nullable LocalDate added, boolean ransomware) {
        exploited.add(id + " " + added + " " + ransomware);
    }

    @Override
    public void probability(String id, double probability, double percentile) {
        probabilities.add(id + " " + probability + " " + percentile);
    }

    @Override
    public void lifecycle(Lifecycle lifecycle) {
        lifecycles.add(lifecycle);
    }

    @Override
    public void statement(VexStatement statement) {
        statements.add(statement);
    }

    @Override
    public void signature(LibrarySignature signature) {
        signatures.add(signature);
    }

    @Override
    public void leftOut(String name, String reason) {
        leftOut.add(reason);
    }

    @Override
    public void exported(java.time.Instant time) {
        exported.add(time.toString());
    }
}
