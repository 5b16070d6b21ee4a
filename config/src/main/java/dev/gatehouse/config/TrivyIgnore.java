package dev.gatehouse.config;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/// `.trivyignore`: an id a line (of an advisory, a check, a rule), perhaps with `exp:DATE` behind it; `#` begins a comment.
public final class TrivyIgnore {
    /// Where it lies, relative to the root.
    public static final String FILE = ".trivyignore";
    private static final int LONGEST_ID = 200;

    private TrivyIgnore() {}

    /// What it says is not true. Lines whose date is over, and lines that are no id, say nothing.
    ///
    /// @param today the day against which dates count
    public static List<SuppressionEntry> read(byte[] bytes, LocalDate today) {
        List<SuppressionEntry> entries = new ArrayList<>();
        int number = 0;
        for (String line : new String(bytes, StandardCharsets.UTF_8).split("\n", -1)) {
            number++;
            int comment = line.indexOf('#');
            String[] words = (comment < 0 ? line : line.substring(0, comment)).strip().split("\\s+");
            if (words[0].isEmpty() || words[0].length() > LONGEST_ID || over(words, today)) {
                continue;
            }
            String reason = comment < 0 ? "" : line.substring(comment + 1).strip();
            entries.add(new SuppressionEntry(null, List.of(words[0]), List.of(), reason, FILE, number, true));
        }
        return entries;
    }

    /// A date that cannot be read counts as over: nothing is ignored for ever by a slip of the pen.
    private static boolean over(String[] words, LocalDate today) {
        for (String word : words) {
            if (word.startsWith("exp:")) {
                try {
                    return LocalDate.parse(word.substring("exp:".length())).isBefore(today);
                } catch (DateTimeException e) {
                    return true;
                }
            }
        }
        return false;
    }
}
