import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Counts strings in the texts under some folders, letters in either case taken as one: how often each three characters follow each
/// other (`trigrams.bin`: for each the negative binary logarithm of its frequency, in eighths, in the order of `Frequencies`), and the
/// longer runs of letters and beginnings of addresses that are much more frequent than that would make them (`frequent.txt`, with the same
/// logarithm), each only if it is no part of one that is about as frequent.
///
///     java CountStrings.java FOLDER... ../main/resources/dev/gatehouse/secrets/engine
static final String SYMBOLS = "abcdefghijklmnopqrstuvwxyz0_ \n\t-.,:;()[]{}<>=\"'/\\*+&|!?#$%@^~`\0";
static final int LONGEST = 10;
/// Strings that are rarer are not listed, and they are listed from so many bits on by which they are more frequent than expected.
static final double RAREST = 17;
static final double NOTABLE = 1.5;

void main(String[] arguments) throws IOException {
    List<byte[]> texts = new ArrayList<>();
    for (String folder : List.of(arguments).subList(0, arguments.length - 1)) {
        try (Stream<Path> files = Files.walk(Path.of(folder))) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                // Larger files are data, and one of them would weigh as much as a project.
                byte[] text = Files.size(file) > 1 << 18 ? new byte[0] : Files.readAllBytes(file);
                if (isText(text)) {
                    for (int i = 0; i < text.length; i++) {
                        text[i] = (byte) symbol(text[i]);
                    }
                    texts.add(text);
                }
            }
        }
    }
    double total = texts.stream().mapToLong(text -> text.length).sum();
    Path target = Path.of(arguments[arguments.length - 1]);
    double[] trigrams = new double[1 << 18];
    byte[] eighths = new byte[trigrams.length];
    long[] counts = trigrams(texts);
    for (int i = 0; i < eighths.length; i++) {
        eighths[i] = (byte) Math.min(255, Math.round(8 * bits((counts[i] + 0.5) / total)));
        trigrams[i] = (eighths[i] & 0xFF) / 8.0;
    }
    Files.write(target.resolve("trigrams.bin"), eighths);

    Model model = new Model(trigrams);
    Map<Long, Integer> shorter = new HashMap<>();
    for (int length = 4; length <= LONGEST; length++) {
        Map<Long, Integer> found = strings(texts, length, length == 4 ? null : shorter);
        found.values().removeIf(count -> bits(count / total) > RAREST);
        Map<String, Double> more = new TreeMap<>();
        found.forEach((code, count) -> {
            String string = spelled(code);
            double bits = bits(count / total);
            if (string.chars().allMatch(c -> c > ' ' && c != '0') && model.bits(string) - bits > NOTABLE) {
                more.put(string, bits);
            }
        });
        model.known.putAll(more);
        shorter = found;
    }
    Map<String, Double> words = new TreeMap<>(model.known);
    words.keySet().removeIf(string -> !string.matches("[a-z]+|[a-z]*://"));
    List<String> parts = words.keySet().stream().filter(string -> isPart(string, words)).toList();
    words.keySet().removeAll(parts);
    StringBuilder lines = new StringBuilder();
    words.forEach((string, bits) -> lines.append(String.format(Locale.ROOT, "%s %.1f%n", string, bits)));
    Files.writeString(target.resolve("frequent.txt"), lines);
}

boolean isPart(String string, Map<String, Double> words) {
    for (char c : "abcdefghijklmnopqrstuvwxyz:".toCharArray()) {
        if (Math.min(words.getOrDefault(string + c, 99.0), words.getOrDefault(c + string, 99.0)) < words.get(string) + 1) {
            return true;
        }
    }
    return false;
}

double bits(double frequency) {
    return -Math.log(frequency) / Math.log(2);
}

boolean isText(byte[] bytes) {
    for (byte b : bytes) {
        if (b == 0) {
            return false;
        }
    }
    return true;
}

int symbol(int b) {
    int c = b >= 'A' && b <= 'Z' ? b + 32 : b >= '0' && b <= '9' ? '0' : b;
    int known = SYMBOLS.indexOf(c);
    return known < 0 ? 63 : known;
}

long[] trigrams(List<byte[]> texts) {
    long[] counts = new long[1 << 18];
    for (byte[] text : texts) {
        int last = 0;
        for (int i = 0; i < text.length; i++) {
            last = (last << 6 | text[i]) & counts.length - 1;
            counts[last] += i >= 2 ? 1 : 0;
        }
    }
    return counts;
}

/// Those of a length that go on from a shorter one.
Map<Long, Integer> strings(List<byte[]> texts, int length, Map<Long, Integer> shorter) {
    Map<Long, Integer> counts = new HashMap<>();
    long mask = (1L << 6 * length) - 1;
    for (byte[] text : texts) {
        long last = 0;
        int since = 0;
        for (byte symbol : text) {
            last = (last << 6 | symbol) & mask;
            // Neither blanks nor line ends.
            since = symbol >= 28 && symbol <= 30 || symbol == 63 ? 0 : since + 1;
            if (since >= length && (shorter == null || shorter.containsKey(1L << 6 * (length - 1) | last >>> 6))) {
                counts.merge(1L << 6 * length | last, 1, Integer::sum);
            }
        }
    }
    return counts;
}

/// A one stands before the symbols.
String spelled(long code) {
    StringBuilder string = new StringBuilder();
    for (long rest = code; rest > 1; rest >>>= 6) {
        string.insert(0, SYMBOLS.charAt((int) (rest & 63)));
    }
    return string.toString();
}

/// As `Frequencies` has it.
class Model {
    final Map<String, Double> known = new TreeMap<>();
    private final double[] three;
    private final double[] two = new double[1 << 12];
    private final double[] one = new double[1 << 6];

    Model(double[] three) {
        this.three = three;
        for (int i = 0; i < three.length; i++) {
            two[i >>> 6] += Math.pow(2, -three[i]);
            one[i >>> 12] += Math.pow(2, -three[i]);
        }
    }

    double bits(String string) {
        double[] upTo = new double[string.length() + 1];
        int last = 0;
        for (int i = 0; i < string.length(); i++) {
            last = (last << 6 | symbol(string.charAt(i))) & (1 << 18) - 1;
            upTo[i + 1] = upTo[i] + switch (i) {
                case 0 -> -Math.log(one[last]) / Math.log(2);
                case 1 -> (Math.log(one[last >>> 6]) - Math.log(two[last])) / Math.log(2);
                default -> three[last] + Math.log(two[last >>> 6]) / Math.log(2);
            };
        }
        double least = upTo[string.length()];
        for (int from = 0; from < string.length(); from++) {
            for (int to = from + 4; to <= string.length(); to++) {
                Double bits = known.get(string.substring(from, to));
                if (bits != null) {
                    least = Math.min(least, bits + (from + string.length() - to) * 2.5);
                }
            }
        }
        return least;
    }
}
