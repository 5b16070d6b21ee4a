package dev.gatehouse.secrets.generic;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/// Writes candidates with their features for the training script: `TrainingDump OUT CREDDATA` those of a labelled CredData folder, with
/// made-up variants; `TrainingDump OUT --plain TREE...` those of other trees, unlabelled. The features come from the code that
/// Gatehouse itself uses.
final class TrainingDump implements AutoCloseable {
    /// Share of the true values that get a variant with a password as people make them, and with a placeholder.
    private static final int VARIANTS_IN = 3;

    private final Vocabulary vocabulary = Vocabulary.load();
    private final PrintStream rows;
    private final DataOutputStream signals;
    private final SplittableRandom random = new SplittableRandom(20);

    private TrainingDump(Path out) throws IOException {
        Files.createDirectories(out);
        rows = new PrintStream(new BufferedOutputStream(Files.newOutputStream(out.resolve("rows.tsv"))), false,
                StandardCharsets.UTF_8);
        signals = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(out.resolve("signals.bin"))));
        StringBuilder names = new StringBuilder();
        for (Signal signal : Signal.values()) {
            names.append(signal).append('\n');
        }
        Files.writeString(out.resolve("signals.txt"), names);
    }

    public static void main(String[] arguments) throws IOException {
        try (TrainingDump dump = new TrainingDump(Path.of(arguments[0]))) {
            if (arguments[1].equals("--plain")) {
                for (int i = 2; i < arguments.length; i++) {
                    dump.plain(Path.of(arguments[i]));
                }
            } else {
                dump.labelled(Path.of(arguments[1]));
            }
        }
    }

    private void labelled(Path root) throws IOException {
        Truth truth = Truth.read(root);
        int yes = 0;
        int found = 0;
        for (Path file : files(root.resolve("data"))) {
            String path = root.relativize(file).toString();
            List<Truth.Row> known = truth.rows.getOrDefault(path, List.of());
            byte[] text = Files.readAllBytes(file);
            List<Candidate> candidates = candidates(text, Language.of(path));
            List<Truth.Row> missed = new ArrayList<>(known.stream().filter(row -> row.label() == Truth.Label.YES).toList());
            yes += missed.size();
            int line = 1;
            int at = 0;
            for (Candidate c : candidates) {
                while (at < c.lineStart()) {
                    line += text[at++] == '\n' ? 1 : 0;
                }
                Truth.Label label = Truth.label(known, text, c.lineStart(), line, c.start() - c.lineStart(),
                        c.end() - c.lineStart());
                write(path, path.split("/")[1], line, text, c, label, Truth.category(known, line), 0);
                int here = line;
                if (label == Truth.Label.YES) {
                    missed.removeIf(row -> here >= row.first() && here <= row.last());
                    if (random.nextInt(VARIANTS_IN) == 0) {
                        variants(path, line, text, c);
                    }
                }
            }
            found -= missed.size();
            for (Truth.Row row : missed) {
                System.out.println("missed\t" + path + "\t" + row.first() + "\t" + row.category());
            }
        }
        System.out.println(yes + " true rows, candidates on " + (yes + found));
    }

    private void variants(String path, int line, byte[] text, Candidate c) throws IOException {
        int size = c.length();
        if (size > 24 || c.idiom() == Idiom.SCHEME) {
            return;
        }
        String repository = path.split("/")[1];
        write(path, repository, line, WeakPasswords.password(random), text, c, Truth.Label.YES, 1);
        write(path, repository, line, WeakPasswords.placeholder(random), text, c, Truth.Label.NO, 2);
    }

    private void write(String path, String repository, int line, String value, byte[] text, Candidate c, Truth.Label label,
            int variant)
            throws IOException {
        byte[] other = value.getBytes(StandardCharsets.US_ASCII);
        int from = Math.max(0, c.lineStart() - 400);
        int to = Math.min(text.length, c.lineEnd() + 400);
        byte[] copy = new byte[to - from - c.length() + other.length];
        System.arraycopy(text, from, copy, 0, c.start() - from);
        System.arraycopy(other, 0, copy, c.start() - from, other.length);
        System.arraycopy(text, c.end(), copy, c.start() - from + other.length, to - c.end());
        int grown = other.length - c.length();
        boolean after = c.keyStart() >= c.end();
        write(path, repository, line, copy,
                new Candidate(c.idiom(), c.keyStart() - from + (after ? grown : 0), c.keyEnd() - from + (after ? grown : 0),
                        c.start() - from,
                        c.end() - from + grown, c.lineStart() - from, c.lineEnd() - from + grown, c.quote(), c.callStart() - from,
                        c.callEnd() - from),
                label, "variant", variant);
    }

    private void plain(Path root) throws IOException {
        for (Path file : files(root)) {
            byte[] text = Files.readAllBytes(file);
            boolean binary = false;
            for (int i = 0; i < Math.min(8000, text.length); i++) {
                binary |= text[i] == 0;
            }
            String path = root.relativize(file).toString();
            int line = 1;
            int at = 0;
            for (Candidate c : binary ? List.<Candidate>of() : candidates(text, Language.of(path))) {
                while (at < c.lineStart()) {
                    line += text[at++] == '\n' ? 1 : 0;
                }
                write(path, root.getFileName().toString(), line, text, c, Truth.Label.NO, "-", 0);
            }
        }
    }

    private static List<Path> files(Path root) throws IOException {
        try (Stream<Path> paths = Files.walk(root)) {
            return paths.filter(Files::isRegularFile)
                    .filter(path -> !Files.isSymbolicLink(path) && !path.toString().contains("/.git/")).sorted()
                    .toList();
        }
    }

    private static List<Candidate> candidates(byte[] text, Language language) {
        List<Candidate> candidates = new ArrayList<>();
        new CandidateFinder(text, 0, text.length, language, candidates::add).run();
        candidates.sort((a, b) -> Integer.compare(a.start(), b.start()));
        return candidates;
    }

    private void write(String path, String repository, int line, byte[] text, Candidate c, Truth.Label label, String category,
            int variant)
            throws IOException {
        Features features = new Features();
        new ValueShape(vocabulary).measure(text, c.start(), c.end(), features);
        new Surroundings(features).measure(text, 0, text.length, c, Language.of(path));
        rows.println(
                String.join("\t", repository, path, Integer.toString(line), label.name(), category, Integer.toString(variant),
                        c.idiom().name(), Truth.ascii(text, c.keyStart(), c.keyEnd()),
                        Truth.ascii(text, c.start(), Math.min(c.end(), c.start() + 80)),
                        Truth.ascii(text, Math.max(c.lineStart(), Math.min(c.keyStart(), c.start()) - 60),
                                Math.min(c.lineEnd(), c.end() + 60))));
        for (int i = 0; i < features.signals.length; i++) {
            signals.writeFloat(features.signals[i]);
        }
    }

    @Override
    public void close() throws IOException {
        rows.close();
        signals.close();
    }
}
