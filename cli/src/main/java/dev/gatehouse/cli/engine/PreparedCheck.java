package dev.gatehouse.cli.engine;

import dev.gatehouse.core.check.Check;
import dev.gatehouse.core.finding.Finding;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/// A check that is ready to run, with what it stands on.
///
/// @param check the check; its version is the digest of its rules
/// @param inputs digests of what else its findings depend on, by the name that decisions give it: `advisories`
/// @param confirmation what else it says of its findings once all sources have been looked at
/// @param resources let go when the last scan has ended
public record PreparedCheck(Check<?> check, Map<String, String> inputs, Confirmation confirmation, Closeable resources)
        implements
            Closeable {

    /// Looks once more at the findings of the state that is judged, such as by asking a provider whether a secret still works.
    @FunctionalInterface
    public interface Confirmation {
        /// Leaves findings as they are.
        Confirmation NONE = findings -> findings;

        /// The findings, perhaps surer or otherwise rated, in the same order; those of other checks unchanged.
        ///
        /// @throws InterruptedException if the user stopped it
        List<Finding> confirm(List<Finding> findings) throws InterruptedException;
    }

    /// One that has no more to say.
    public PreparedCheck(Check<?> check, Map<String, String> inputs, Closeable resources) {
        this(check, inputs, Confirmation.NONE, resources);
    }

    public PreparedCheck {
        inputs = Map.copyOf(inputs);
    }

    /// One that depends on its rules only.
    public static PreparedCheck of(Check<?> check, Closeable resources) {
        return new PreparedCheck(check, Map.of(), resources);
    }

    @Override
    public void close() throws IOException {
        resources.close();
    }
}
