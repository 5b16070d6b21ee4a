package dev.gatehouse.cli.engine;

import dev.gatehouse.core.check.Check;
import java.io.Closeable;
import java.io.IOException;
import java.util.Map;

/// A check that is ready to run, with what it stands on.
///
/// @param check the check; its version is the digest of its rules
/// @param inputs digests of what else its findings depend on, by the name that decisions give it: `advisories`
/// @param resources let go when the last scan has ended
public record PreparedCheck(Check<?> check, Map<String, String> inputs, Closeable resources) implements Closeable {
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
