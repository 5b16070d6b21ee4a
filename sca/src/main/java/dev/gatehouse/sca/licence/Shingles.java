package dev.gatehouse.sca.licence;

import java.util.Arrays;
import java.util.regex.Pattern;

/// What a text says, as a set of hashes of its runs of four words: wording counts, layout, punctuation and the names of holders do
/// not. Of long texts only some hashes are kept, chosen by their value, so that the same run is kept or dropped everywhere.
final class Shingles {
    private static final int RUN = 4;
    private static final int LONG_TEXT = 1_000;
    /// Up to here licences differ by a sentence: all is kept.
    private static final int MIDDLING_TEXT = 450;
    private static final int MOST_WORDS = 200_000;
    private static final char APOSTROPHE = 0x2019;
    /// A line that names a holder, and none that speaks of notices and holders.
    private static final Pattern HOLDER = Pattern.compile(String.join("|",
            "(?m)^[ \\t/*#;.-]*(?:(?i:portions |all )?(?i:copyright)(?![ \\t]+(?i:notice|holder|owner|law|and|licen[cs]e|grant|statement"
                    + "|interest))[ \\t]*(?:(?i:\\(c\\))|[\\xA9:<\\[0-9A-Z])",
            "(?i:\\(c\\))[ \\t]*(?:(?i:copyright)|[0-9]{4})", "\\xA9", "(?i:all rights reserved)).{0,300}$"));
    private static final Pattern APPENDIX = Pattern.compile("(?is)END OF TERMS AND CONDITIONS.*");
    private static final Pattern LINK = Pattern.compile("https?://\\S+");

    private Shingles() {}

    /// All of a text that is looked at, sorted, each once.
    static int[] of(String text) {
        String body = LINK.matcher(HOLDER.matcher(APPENDIX.matcher(text).replaceFirst("")).replaceAll("")).replaceAll(" ");
        int[] words = new int[256];
        int count = 0;
        int hash = 0;
        boolean inside = false;
        for (int i = 0; i <= body.length() && count < MOST_WORDS; i++) {
            char c = i < body.length() ? Character.toLowerCase(body.charAt(i)) : ' ';
            if (c >= 'a' && c <= 'z' || c >= '0' && c <= '9') {
                hash = hash * 31 + c;
                inside = true;
            } else if (inside && c != '\'' && c != APOSTROPHE) {
                if (count == words.length) {
                    words = Arrays.copyOf(words, count * 2);
                }
                // The two spellings of the one word that every text has.
                words[count++] = hash == "licence".hashCode() ? "license".hashCode() : hash;
                hash = 0;
                inside = false;
            }
        }
        int[] runs = new int[Math.max(0, count - RUN + 1)];
        for (int i = 0; i < runs.length; i++) {
            long mixed = 0;
            for (int j = 0; j < RUN; j++) {
                mixed = (mixed ^ words[i + j]) * 0x9E3779B97F4A7C15L;
                mixed ^= mixed >>> 29;
            }
            runs[i] = (int) (mixed >>> 32);
        }
        return distinct(runs);
    }

    /// Of a licence's own text what is kept: enough to know it by.
    static int[] kept(String text) {
        int[] all = of(text);
        int mask = all.length > LONG_TEXT ? 7 : all.length > MIDDLING_TEXT ? 3 : 0;
        return Arrays.stream(all).filter(hash -> (hash & mask) == 0).toArray();
    }

    private static int[] distinct(int[] values) {
        return Arrays.stream(values).sorted().distinct().toArray();
    }
}
