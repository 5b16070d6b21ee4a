package dev.gatehouse.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What the command line or the environment gives: `--history DIR` or `GATEHOUSE_BENCH_HISTORY=DIR`. Immutable.
///
/// @param given
///            by name, without the dashes; a flag has the value `true`
/// @param environment
///            of the process
record Options(Map<String, String> given, Map<String, String> environment) {
    Options {
        given = Map.copyOf(given);
        environment = Map.copyOf(environment);
    }

    /// Reads arguments from the position on.
    ///
    /// @throws IllegalArgumentException
    ///             if one is no option
    static Options parse(String[] arguments, int from, Map<String, String> environment) {
        Map<String, String> given = new HashMap<>();
        for (int i = from; i < arguments.length; i++) {
            String argument = arguments[i];
            if (!argument.startsWith("--") || argument.length() == 2) {
                throw new IllegalArgumentException("not an option: " + argument);
            }
            int equals = argument.indexOf('=');
            if (equals > 0) {
                given.put(argument.substring(2, equals), argument.substring(equals + 1));
            } else if (i + 1 < arguments.length && !arguments[i + 1].startsWith("--")) {
                given.put(argument.substring(2), arguments[++i]);
            } else {
                given.put(argument.substring(2), "true");
            }
        }
        return new Options(given, environment);
    }

    Optional<String> text(String name) {
        String value = given.get(name);
        if (value == null) {
            value = environment.get("GATEHOUSE_BENCH_" + name.toUpperCase(Locale.ROOT).replace('-', '_'));
        }
        return Optional.ofNullable(value).filter(text -> !text.isBlank());
    }

    boolean flag(String name) {
        return text(name).filter(value -> !value.equals("false")).isPresent();
    }

    int number(String name, int otherwise) {
        return text(name).map(Integer::parseInt).orElse(otherwise);
    }

    /// A directory that exists.
    ///
    /// @throws IllegalArgumentException
    ///             if one is named that does not
    Optional<Path> directory(String name) {
        Optional<Path> path = text(name).map(Path::of).map(Path::toAbsolutePath).map(Path::normalize);
        if (path.isPresent() && !Files.isDirectory(path.get())) {
            throw new IllegalArgumentException("--" + name + ": there is no directory " + path.get());
        }
        return path;
    }
}
