package dev.gatehouse.secrets.rule;

import dev.gatehouse.core.source.Blob;
import dev.gatehouse.core.source.ContentId;
import dev.gatehouse.core.source.SourcePath;
import dev.gatehouse.secrets.decode.Decoder;
import dev.gatehouse.secrets.decode.Limits;
import dev.gatehouse.secrets.engine.Engine;
import dev.gatehouse.secrets.engine.Engines;
import dev.gatehouse.secrets.match.Found;
import dev.gatehouse.secrets.match.HeuristicJudge;
import dev.gatehouse.secrets.match.Scanner;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Tries rules on their samples and says what is wrong with them, in words that hold nothing of the filled-in samples.
final class Samples {
    private static final int SEEDS = 20;
    private static final ContentId ANY = ContentId.of(ContentId.Algorithm.SHA256, new byte[32]);

    private Samples() {}

    /// What is wrong with a rule; empty if nothing is.
    ///
    /// @param others
    ///            the rules that it may require
    static List<String> problems(String file, CatalogueFile.Entry entry, List<SecretRule> others) {
        List<String> problems = new ArrayList<>();
        SecretRule rule = entry.rule();
        String place = file + ":" + entry.line() + ": " + rule.id() + ": ";
        Detection detection = rule.detection();
        if (detection.regex() != null) {
            if (RegexShape.of(detection.regex()).width() > 64 << 10) {
                problems.add(place + "the regular expression has no bound, or one above 64 KiB");
            }
            if (entry.matches().isEmpty() || entry.nearMisses().isEmpty()) {
                problems.add(place + "needs at least one match and one near-miss");
            }
        }
        if (rule.header().link() == null && !detection.generic() && !rule.header().family().equals("generic")) {
            problems.add(place + "says not where to rotate");
        }
        List<SecretRule> used = new ArrayList<>(List.of(rule));
        for (Required required : detection.required()) {
            others.stream().filter(other -> other.id().equals(required.id())).findFirst()
                    .ifPresentOrElse(used::add, () -> problems.add(place + "requires the unknown rule " + required.id()));
        }
        Scanner scanner = new Scanner(new RuleSet(used, List.of()), new HeuristicJudge(), new Decoder(Limits.DEFAULT));
        try (Engine engine = Engines.java(scanner.patterns()); Engine.Session session = engine.session()) {
            for (Sample sample : entry.matches()) {
                match(place, sample, rule, scanner, session, problems);
            }
            for (Sample sample : entry.nearMisses()) {
                for (int seed = 0; seed < SEEDS; seed++) {
                    Sample.Filled filled = sample.fill(detection.checksum(), seed);
                    if (scan(scanner, session, filled.text()).stream().anyMatch(found -> found.rule() == 0)) {
                        problems.add(place + "finds the near-miss of line " + sample.line());
                        break;
                    }
                }
            }
        }
        return problems;
    }

    private static void match(String place, Sample sample, SecretRule rule, Scanner scanner, Engine.Session session,
            List<String> problems) {
        for (int seed = 0; seed < SEEDS; seed++) {
            Sample.Filled filled = sample.fill(rule.detection().checksum(), seed);
            String lower = filled.text().toLowerCase(Locale.ROOT);
            if (!rule.detection().keywords().isEmpty() && rule.detection().keywords().stream().noneMatch(lower::contains)) {
                problems.add(place + "no keyword stands in the match of line " + sample.line());
                return;
            }
            List<Found> found = scan(scanner, session, filled.text()).stream().filter(each -> each.rule() == 0).toList();
            if (found.isEmpty()) {
                problems.add(place + "does not find the match of line " + sample.line() + " (seed " + seed + ")");
                return;
            }
            if (found.stream().noneMatch(each -> each.secret().equals(filled.secret())
                    || each.start() == filled.text().substring(0, filled.start()).getBytes(StandardCharsets.UTF_8).length
                            && each.encoding() != null)) {
                problems.add(place + "finds something else than the marked secret of line " + sample.line());
                return;
            }
        }
    }

    static List<Found> scan(Scanner scanner, Engine.Session session, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return scanner.scan(session, new Blob(ANY, bytes, 0, bytes.length, Blob.Form.TEXT, SourcePath.of("sample")));
    }
}
