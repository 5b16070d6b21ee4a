package dev.gatehouse.secrets;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.gatehouse.secrets.checksum.Verdict;
import dev.gatehouse.secrets.generic.Explanation;
import dev.gatehouse.secrets.generic.GenericCandidate;
import dev.gatehouse.secrets.generic.GenericDetector;
import dev.gatehouse.secrets.match.Entropy;
import dev.gatehouse.secrets.rule.Detection;
import dev.gatehouse.secrets.rule.RuleSet;
import dev.gatehouse.secrets.rule.SecretRule;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Why rules that look at a line report nothing there. Holds nothing of the line.
///
/// @param rule id of the rule; several, divided by commas, where they have the same reason
/// @param why one clause for people: `entropy 2.1 is below 3.5`
public record NearMiss(String rule, String why) {
    /// A line that is longer is not explained.
    private static final int LONGEST_LINE = 100_000;
    private static final int MOST_REASONS = 4;
    private static final int MOST_NAMED = 5;

    /// The near misses on a line of a text.
    ///
    /// @param content the whole text
    /// @param path of its file: its name tells the language, and some rules are for certain files only
    /// @param line 1-based
    public static List<NearMiss> at(RuleSet rules, byte[] content, String path, int line) {
        int start = 0;
        for (int number = 1; number < line; number++) {
            while (start < content.length && content[start] != '\n') {
                start++;
            }
            if (start == content.length) {
                return List.of();
            }
            start++;
        }
        int end = start;
        while (end < content.length && content[end] != '\n') {
            end++;
        }
        if (end - start > LONGEST_LINE) {
            return List.of();
        }
        List<NearMiss> misses = new ArrayList<>();
        List<String> heard = new ArrayList<>();
        String text = new String(content, start, end - start, StandardCharsets.UTF_8);
        for (SecretRule rule : rules.rules()) {
            if (rule.detection().regex() != null && heard(rule.detection(), text) && concerns(rule.detection(), path)) {
                String why = form(rule.detection(), text);
                if (why == null && !rule.detection().keywords().isEmpty()) {
                    heard.add(rule.id());
                } else if (why != null) {
                    misses.add(new NearMiss(rule.id(), why));
                }
            }
        }
        if (rules.rules().stream().anyMatch(rule -> rule.detection().generic())) {
            generic(content, path.substring(path.lastIndexOf('/') + 1), start, end, misses);
        }
        if (!heard.isEmpty()) {
            misses.add(new NearMiss(heard.stream().limit(MOST_NAMED).collect(Collectors.joining(", "))
                    + (heard.size() > MOST_NAMED ? " and " + (heard.size() - MOST_NAMED) + " more" : ""),
                    "a keyword stands here, but nothing of the form"));
        }
        return List.copyOf(misses);
    }

    private static boolean heard(Detection detection, String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return detection.keywords().isEmpty() || detection.keywords().stream().anyMatch(lower::contains);
    }

    private static boolean concerns(Detection detection, String path) {
        try {
            return detection.path() == null || Pattern.compile(detection.path()).matcher(path).find();
        } catch (PatternSyntaxException e) {
            return false;
        }
    }

    /// @return null if nothing of the form stands there
    private static @Nullable String form(Detection detection, String text) {
        Matcher matcher;
        try {
            matcher = Pattern.compile(String.valueOf(detection.regex())).matcher(text);
        } catch (PatternSyntaxException e) {
            return null;
        }
        if (!matcher.find()) {
            return null;
        }
        String group = matcher.group(Math.min(detection.secretGroup(), matcher.groupCount()));
        return why(detection, group == null ? matcher.group() : group);
    }

    private static String why(Detection detection, String secret) {
        double entropy = Entropy.shannon(secret);
        if (entropy < detection.entropy()) {
            return String.format(Locale.ROOT, "the form fits, but its entropy of %.2f bits a character is below %.2f", entropy,
                    detection.entropy());
        }
        if (secret.chars().distinct().count() < detection.minUnique()) {
            return "the form fits, but it has fewer than " + detection.minUnique() + " different characters";
        }
        if (detection.checksum() != null && detection.checksum().verify(secret).result() == Verdict.Result.INVALID) {
            return "the form fits, but its checksum does not";
        }
        if (!detection.reported()) {
            return "the form fits, but the rule only supports others";
        }
        if (!detection.required().isEmpty()) {
            return "the form fits, but what it needs nearby may be missing: "
                    + detection.required().stream().map(each -> each.id()).collect(Collectors.joining(", "));
        }
        return "the form fits, but it is taken for a placeholder, sample or reference, an allow-list passes over it, or a surer"
                + " rule took the place";
    }

    private static void generic(byte[] content, String name, int start, int end, List<NearMiss> misses) {
        for (GenericCandidate candidate : GenericDetector.load().find(content, 0, content.length, name)) {
            if (candidate.start() >= start && candidate.start() <= end) {
                String against = candidate.explanation().reasons().stream().filter(reason -> reason.weight() < 0)
                        .limit(MOST_REASONS).map(Explanation.Reason::words).collect(Collectors.joining(", "));
                misses.add(new NearMiss(candidate.kind().rule(), String.format(Locale.ROOT, "judged a secret with probability %.2f%s",
                        GenericDetector.probability(candidate.logit()), against.isEmpty() ? "" : "; against it: " + against)));
            }
        }
    }
}
