package dev.gatehouse.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The product as it was built in this checkout.
///
/// @param work
///            where its caches go, away from the user's
record Gatehouse(Path work) {
    /// A command line.
    List<String> command(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(System.getProperty("gatehouse.app") + "/bin/gatehouse");
        command.addAll(List.of(arguments));
        return command;
    }

    /// The folder of a cache of its own.
    Path cache(String name) {
        return work.resolve("cache-" + name);
    }

    /// Variables that make it use that cache.
    Map<String, String> environment(String name) {
        return Map.of("XDG_CACHE_HOME", cache(name).toString(), "GATEHOUSE_HOME", System.getProperty("gatehouse.app"));
    }
}
