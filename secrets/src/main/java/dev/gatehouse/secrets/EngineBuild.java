package dev.gatehouse.secrets;

import dev.gatehouse.secrets.engine.Engines;
import dev.gatehouse.secrets.generic.GenericDetector;
import dev.gatehouse.secrets.match.Scanner;
import dev.gatehouse.secrets.rule.Catalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Makes what the engines need of the catalogue when Gatehouse is built. Called by the build, after the catalogue was packed, with
/// the file to write.
final class EngineBuild {
    private EngineBuild() {}

    public static void main(String[] arguments) throws IOException {
        Path target = Path.of(arguments[0]);
        Files.createDirectories(target.toAbsolutePath().getParent());
        Files.write(target, Engines.pack(Scanner.patterns(Catalogue.load()), GenericDetector.words()));
    }
}
