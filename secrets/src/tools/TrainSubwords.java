import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/// Learns the sub-words of code and English by byte-pair encoding over the words of the JDK's own source (identifiers split at case
/// changes, and comments), and prints them, one a line, sorted.
///
///     java TrainSubwords.java $JAVA_HOME/lib/src.zip > ../main/resources/dev/gatehouse/secrets/match/subwords.txt
void main(String[] arguments) throws IOException {
    Map<String, Integer> counts = count(arguments[0]);
    List<Word> words = new ArrayList<>();
    counts.forEach((word, count) -> {
        if (count >= 8 && word.length() >= 2 && word.length() <= 16) {
            words.add(new Word(new ArrayList<>(List.of(word.split(""))), count));
        }
    });
    words.sort(Comparator.comparing(word -> String.join("", word.parts)));
    TreeSet<String> vocabulary = new TreeSet<>();
    for (int merge = 0; merge < 5000; merge++) {
        Map<String, Long> pairs = new HashMap<>();
        for (Word word : words) {
            for (int i = 0; i + 1 < word.parts.size(); i++) {
                pairs.merge(word.parts.get(i) + " " + word.parts.get(i + 1), (long) word.count, Long::sum);
            }
        }
        var best = pairs.entrySet().stream().max(Map.Entry.<String, Long>comparingByValue().thenComparing(Map.Entry.comparingByKey()));
        if (best.isEmpty()) {
            break;
        }
        String[] pair = best.get().getKey().split(" ");
        String joined = pair[0] + pair[1];
        vocabulary.add(joined);
        for (Word word : words) {
            for (int i = 0; i + 1 < word.parts.size(); i++) {
                if (word.parts.get(i).equals(pair[0]) && word.parts.get(i + 1).equals(pair[1])) {
                    word.parts.set(i, joined);
                    word.parts.remove(i + 1);
                }
            }
        }
    }
    vocabulary.forEach(IO::println);
}

record Word(List<String> parts, int count) {}

Map<String, Integer> count(String zip) throws IOException {
    Pattern word = Pattern.compile("[A-Z]?[a-z]+|[A-Z]+(?![a-z])");
    Map<String, Integer> counts = new HashMap<>();
    try (ZipFile file = new ZipFile(zip)) {
        for (ZipEntry entry : file.stream().sorted(Comparator.comparing(ZipEntry::getName)).toList()) {
            String name = entry.getName();
            if (!name.endsWith(".java") || !(name.startsWith("java.") || name.startsWith("jdk.compiler") || name.startsWith("jdk.httpserver"))) {
                continue;
            }
            try (BufferedReader reader = new BufferedReader(new InputStreamReader(file.getInputStream(entry), StandardCharsets.UTF_8))) {
                for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                    Matcher matcher = word.matcher(line);
                    while (matcher.find()) {
                        counts.merge(matcher.group().toLowerCase(Locale.ROOT), 1, Integer::sum);
                    }
                }
            }
        }
    }
    return counts;
}
