package dev.gatehouse.detection;

import dev.gatehouse.core.rule.Confidence;
import dev.gatehouse.core.rule.Rule;
import dev.gatehouse.core.rule.Severity;
import dev.gatehouse.detection.sigma.SigmaReader;
import dev.gatehouse.detection.sigma.SigmaRule;
import dev.gatehouse.document.DocumentException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Our own rules, and what the rest of the house knows of a rule.
public final class DetectionRules {
    private static final String STRIDE = "stride.";
    private static final List<String> FILES = List.of("shell-in-container", "container-escape-by-namespace",
            "write-below-binary-folder",
            "credential-file-read", "package-manager-in-container", "outbound-to-metadata-service", "crypto-miner",
            "reverse-shell",
            "ssh-key-written", "kubernetes-exec-into-pod", "kubernetes-secret-listed-by-person",
            "kubernetes-privileged-pod-created",
            "kubernetes-cluster-admin-granted");

    private DetectionRules() {}

    /// The rules that come with Gatehouse.
    public static List<SigmaRule> builtIn() {
        List<SigmaRule> rules = new ArrayList<>();
        for (String file : FILES) {
            String name = "rules/" + file + ".yml";
            try (InputStream in = DetectionRules.class.getResourceAsStream(name)) {
                if (in == null) {
                    throw new IllegalStateException("the rule " + name + " is missing");
                }
                rules.addAll(SigmaReader.read(name, in.readAllBytes()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (DocumentException e) {
                throw new IllegalStateException(e);
            }
        }
        return List.copyOf(rules);
    }

    /// The header that every engine's rules share.
    public static Rule header(SigmaRule rule) {
        SigmaRule.Header header = rule.header();
        List<String> techniques = header.tags().stream().filter(tag -> tag.matches("attack\\.t[0-9.]+"))
                .map(tag -> tag.substring("attack.".length()).toUpperCase(Locale.ROOT)).toList();
        return new Rule("detection-" + header.name(), header.id() == null ? Map.of() : Map.of("sigma", List.of(header.id())),
                "detection",
                header.service() == null ? "sigma" : header.service(), header.title(), severity(header.level()),
                Confidence.LIKELY,
                List.of(), techniques.isEmpty() ? Map.of() : Map.of("mitre-attack", techniques),
                header.description().isEmpty() ? header.title() : header.description(),
                header.remedy() == null
                        ? "Find out who did it and why; isolate the workload if nobody can say."
                        : header.remedy(),
                null,
                Rule.Profile.DEFAULT);
    }

    /// The kinds of threat of STRIDE that a rule shows, as its tags say: `elevation-of-privilege`.
    public static List<String> strides(SigmaRule rule) {
        return rule.header().tags().stream().filter(tag -> tag.startsWith(STRIDE)).map(tag -> tag.substring(STRIDE.length()))
                .toList();
    }

    private static Severity severity(SigmaRule.Level level) {
        return switch (level) {
            case INFORMATIONAL -> Severity.INFO;
            case LOW -> Severity.LOW;
            case MEDIUM -> Severity.MEDIUM;
            case HIGH -> Severity.HIGH;
            case CRITICAL -> Severity.CRITICAL;
        };
    }
}
