package dev.gatehouse.cli.engine;

import dev.gatehouse.cli.UsageException;
import dev.gatehouse.core.check.Check;
import dev.gatehouse.core.finding.Finding;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// The checks that a scan runs, and the digests of what they stand on. Closing it lets all of them go.
public final class Checks implements Closeable {
    private final List<PreparedCheck> prepared;

    private Checks(List<PreparedCheck> prepared) {
        this.prepared = prepared;
    }

    static Checks prepare(List<Engine> engines, EngineSetup setup) throws UsageException, IOException {
        var checks = new Checks(new ArrayList<>());
        try {
            for (Engine engine : engines) {
                checks.prepared.add(engine.prepare(setup));
            }
            return checks;
        } catch (UsageException | IOException | RuntimeException | Error e) {
            checks.abandon(e);
            throw e;
        }
    }

    private void abandon(Throwable because) {
        try {
            close();
        } catch (IOException e) {
            because.addSuppressed(e);
        }
    }

    /// The checks.
    public List<Check<?>> list() {
        List<Check<?>> checks = new ArrayList<>();
        prepared.forEach(each -> checks.add(each.check()));
        return List.copyOf(checks);
    }

    /// Digests by the names that decisions give them: `rules` (engine and version of each check), then what engines add.
    public SequencedMap<String, String> digests() {
        var digests = new LinkedHashMap<String, String>();
        digests.put("rules", String.join(" ", prepared.stream().map(each -> each.check().id() + ":" + each.check().version())
                .toList()));
        prepared.forEach(each -> each.inputs().entrySet().stream().sorted(Map.Entry.comparingByKey())
                .forEach(input -> digests.merge(input.getKey(), input.getValue(), (one, other) -> one + " " + other)));
        return digests;
    }

    /// What the checks say of the findings of all sources together.
    public List<Finding> confirm(List<Finding> findings) throws InterruptedException {
        List<Finding> confirmed = findings;
        for (PreparedCheck each : prepared) {
            confirmed = each.confirmation().confirm(confirmed);
        }
        return confirmed;
    }

    @Override
    public void close() throws IOException {
        IOException first = null;
        for (PreparedCheck each : prepared.reversed()) {
            try {
                each.close();
            } catch (IOException e) {
                if (first == null) {
                    first = e;
                } else {
                    first.addSuppressed(e);
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
