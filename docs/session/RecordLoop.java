import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/// Records `gatehouse demo loop` as an animated SVG: a terminal that scrolls, as text, without scripts and without anything from
/// elsewhere. Whoever asks for less motion sees the end of the story.
///
///     java docs/session/RecordLoop.java cli/target/app/bin/gatehouse docs/loop-session.svg
final class RecordLoop {
    private static final int COLUMNS = 112;
    private static final int ROWS = 30;
    private static final double LINE = 17;
    private static final double CHARACTER = 7.83;
    private static final int TOP = 46;
    private static final int LEFT = 18;
    private static final double SECONDS_A_COMMAND = 1.5;
    private static final double SECONDS_A_LINE = 0.06;
    private static final double SECONDS_AT_THE_END = 6;
    /// What the demonstration paints, as classes of the style sheet.
    private static final Map<String, String> PAINTS = Map.of("1", "b", "1;36", "h", "2", "d", "3", "i", "31", "r", "32", "g");

    private final List<String> lines = new ArrayList<>();
    /// Lines after which the screen rests, each the last of a command.
    private final List<Integer> rests = new ArrayList<>();

    public static void main(String[] arguments) throws Exception {
        if (arguments.length != 2) {
            System.err.println("usage: java RecordLoop.java GATEHOUSE FILE.svg");
            System.exit(2);
        }
        var recording = new RecordLoop();
        recording.run(Path.of(arguments[0]));
        Files.writeString(Path.of(arguments[1]), recording.svg());
        System.out.println(arguments[1] + ": " + recording.lines.size() + " lines, " + Files.size(Path.of(arguments[1])) + " bytes");
    }

    private void run(Path gatehouse) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("session");
        Path loop = folder.resolve("loop");
        try {
            Process process = new ProcessBuilder(gatehouse.toAbsolutePath().toString(), "demo", "loop", "--color", "always", "--keep",
                    loop.toString()).redirectErrorStream(true).start();
            take("\u001b[1m$ gatehouse demo loop\u001b[0m");
            try (var reader = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                    if (!line.startsWith("kept in ")) {
                        // Digests are longer than the picture is wide.
                        take(line.replace(loop + "/", "").replaceAll("sha256:([0-9a-f]{12})[0-9a-f]{52}", "sha256:$1…").replaceAll("127\\.0\\.0\\.1:\\d+", "127.0.0.1:8080"));
                    }
                }
            }
            if (process.waitFor() != 0) {
                throw new IOException("the demonstration did not end as expected:\n" + String.join("\n", lines));
            }
        } finally {
            try (Stream<Path> tree = Files.walk(folder)) {
                for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }

    private void take(String line) {
        lines.add(line);
        if (line.contains("exit code ") || line.contains("commands, each")) {
            rests.add(lines.size());
        }
    }

    private String svg() {
        double width = LEFT * 2 + COLUMNS * CHARACTER;
        double height = TOP + ROWS * LINE + 14;
        var svg = new StringBuilder();
        svg.append(String.format(Locale.ROOT, "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %.0f %.0f\" width=\"%.0f\""
                + " height=\"%.0f\" role=\"img\" aria-label=\"A terminal: gatehouse demo loop takes a small service once around the"
                + " delivery loop\">%n", width, height, width, height));
        svg.append("<style>").append(style()).append("</style>\n");
        svg.append(String.format(Locale.ROOT, "<rect class=\"w\" x=\".5\" y=\".5\" width=\"%.0f\" height=\"%.0f\" rx=\"10\"/>%n",
                width - 1, height - 1));
        svg.append("<circle cx=\"22\" cy=\"20\" r=\"6\" fill=\"#ff5f57\"/><circle cx=\"42\" cy=\"20\" r=\"6\" fill=\"#febc2e\"/>"
                + "<circle cx=\"62\" cy=\"20\" r=\"6\" fill=\"#28c840\"/>\n");
        svg.append(String.format(Locale.ROOT, "<text class=\"t\" x=\"%.0f\" y=\"24\" text-anchor=\"middle\">gatehouse demo loop</text>%n",
                width / 2));
        // A nested picture cuts off what has scrolled away.
        svg.append(String.format(Locale.ROOT, "<svg x=\"0\" y=\"%d\" width=\"%.0f\" height=\"%.0f\" overflow=\"hidden\"><g class=\"s\">%n",
                TOP - 6, width, ROWS * LINE + 8));
        for (int i = 0; i < lines.size(); i++) {
            String text = spans(lines.get(i));
            if (!text.isBlank()) {
                svg.append(String.format(Locale.ROOT, "<text x=\"%d\" y=\"%.0f\">%s</text>%n", LEFT, (i + 1) * LINE, text));
            }
        }
        return svg.append("</g></svg>\n</svg>\n").toString();
    }

    private String style() {
        return ":root{--w:#fff;--l:#d0d7de;--x:#24292f;--d:#6e7781;--h:#0550ae;--g:#116329;--r:#a40e26}"
                + "@media(prefers-color-scheme:dark){:root{--w:#0d1117;--l:#30363d;--x:#c9d1d9;--d:#8b949e;--h:#79c0ff;--g:#56d364;--r:#ff7b72}}"
                + ".w{fill:var(--w);stroke:var(--l)}text{font:13px ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace;"
                + "fill:var(--x);white-space:pre}.t,.d{fill:var(--d)}.b{font-weight:700}.h{fill:var(--h);font-weight:700}"
                + ".i{font-style:italic}.g{fill:var(--g)}.r{fill:var(--r)}" + motion();
    }

    private String motion() {
        double total = SECONDS_AT_THE_END;
        List<Double> begins = new ArrayList<>();
        int before = 0;
        for (int rest : rests) {
            begins.add(total - SECONDS_AT_THE_END);
            total += SECONDS_A_COMMAND + SECONDS_A_LINE * (rest - before);
            before = rest;
        }
        var frames = new StringBuilder();
        for (int i = 0; i < rests.size(); i++) {
            String moved = String.format(Locale.ROOT, "{transform:translateY(%.0fpx)}", offset(rests.get(i)));
            double begin = begins.get(i);
            double end = i + 1 < rests.size() ? begins.get(i + 1) : total;
            frames.append(String.format(Locale.ROOT, "%.3f%%,%.3f%%%s", 100 * Math.min(begin + 0.35, end) / total, 100 * (end - 0.001) / total, moved));
        }
        return String.format(Locale.ROOT, ".s{transform:translateY(%.0fpx);animation:s %.1fs linear infinite}@keyframes s{0%%{transform:translateY(%.0fpx)}%s}"
                + "@media(prefers-reduced-motion:reduce){.s{animation:none}}", offset(lines.size()), total,
                offset(rests.getFirst()), frames);
    }

    /// How far the text has moved when so many lines are told.
    private static double offset(int told) {
        return Math.min(0, (ROWS - told) * LINE);
    }

    /// A line with what is painted in it as spans, cut off where the terminal ends.
    private static String spans(String line) {
        var spans = new StringBuilder();
        int column = 0;
        boolean open = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '\u001b') {
                int end = line.indexOf('m', i);
                String paint = PAINTS.get(line.substring(i + 2, end));
                if (open) {
                    spans.append("</tspan>");
                }
                open = paint != null;
                if (open) {
                    spans.append("<tspan class=\"").append(paint).append("\">");
                }
                i = end;
            } else if (column < COLUMNS) {
                column++;
                if (column == COLUMNS && i + 1 < line.length() && line.charAt(i + 1) != '\u001b') {
                    spans.append('…');
                } else {
                    spans.append(c == '<' ? "&lt;" : c == '&' ? "&amp;" : c == '>' ? "&gt;" : String.valueOf(c));
                }
            }
        }
        return (open ? spans.append("</tspan>") : spans).toString();
    }
}
