package dev.gatehouse.secrets.gitleaks;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.gatehouse.document.DocumentException;
import dev.gatehouse.secrets.rule.RuleSet;
import java.util.List;

/// What people bring from gitleaks: rules, or a [DocumentException] that says where the file is wrong.
final class GitleaksFuzzTest {

    @FuzzTest
    void configuration(byte[] bytes) {
        try {
            GitleaksConfig config = GitleaksConfig.read("fuzz.toml", bytes, (path, from) -> bytes, diagnostic -> {});
            RuleSet rules = config.apply(new RuleSet(List.of(), List.of()));
            rules.rules().forEach(rule -> require(!rule.id().isEmpty(), "an id"));
        } catch (DocumentException e) {
            require(e.getMessage() != null && !e.getMessage().isBlank(), "a message");
        }
    }

    @FuzzTest
    void ignoreFile(byte[] bytes) {
        GitleaksIgnore.read("fuzz.gitleaksignore", bytes, diagnostic -> require(diagnostic.what() != null, "what is wrong"));
    }

    @FuzzTest
    void baseline(byte[] bytes) {
        try {
            GitleaksBaseline.read("fuzz.json", bytes, secret -> Integer.toHexString(secret.hashCode()));
        } catch (DocumentException e) {
            require(e.getMessage() != null && !e.getMessage().isBlank(), "a message");
        }
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError("expected " + what);
        }
    }
}
