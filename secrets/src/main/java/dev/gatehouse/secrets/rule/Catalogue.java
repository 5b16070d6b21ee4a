package dev.gatehouse.secrets.rule;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/// The rules that come with Gatehouse.
public final class Catalogue {
    private static final String PACK = "/dev/gatehouse/secrets/catalogue.bin";

    private Catalogue() {}

    /// All of them, of every profile; reads the pack that the build made, in a few milliseconds.
    ///
    /// @throws IllegalStateException
    ///             if this build of Gatehouse has no intact pack
    public static RuleSet load() {
        try (InputStream in = Catalogue.class.getResourceAsStream(PACK)) {
            if (in == null) {
                throw new IllegalStateException("this build has no catalogue: " + PACK);
            }
            return RulePack.read(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
