package dev.gatehouse.detection;

import dev.gatehouse.core.diagnostic.Diagnostic;
import dev.gatehouse.core.diagnostic.DiagnosticSink;
import dev.gatehouse.detection.sigma.SigmaRule;
import dev.gatehouse.document.DocumentException;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Runs rules over a stream of events, one JSON object a line, in memory that does not grow with the stream. Thread-safe.
public final class Detector {
    private static final int LONGEST_LINE = 1 << 20;
    private static final int MOST_DIAGNOSTICS = 20;
    private static final int LONGEST_EVIDENCE = 200;
    private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");
    private static final List<String> EVIDENCE = List.of("rule", "proc.cmdline", "proc.name", "proc.pname", "proc.exepath",
            "fd.name",
            "evt.type", "user.name", "container.image.repository", "k8s.ns.name", "k8s.pod.name", "verb", "user.username",
            "objectRef.resource", "objectRef.namespace", "objectRef.name", "objectRef.subresource", "sourceIPs");

    private final List<SigmaRule> rules;

    /// How much there was.
    ///
    /// @param events
    ///            lines that were events
    /// @param unreadable
    ///            lines that were not
    /// @param unknown
    ///            events of a sensor that is not known here: only rules without a `logsource` were asked
    public record Extent(long events, long unreadable, long unknown) {}

    /// @param rules
    ///            all are asked about every event of their source
    public Detector(List<SigmaRule> rules) {
        this.rules = List.copyOf(rules);
    }

    /// Reads the stream to its end. A line that is no event is one diagnostic; the rest goes on.
    ///
    /// @param stream
    ///            its name, for messages
    /// @throws IOException
    ///             if the stream cannot be read
    public Extent run(String stream, InputStream in, Consumer<Alert> alerts, DiagnosticSink diagnostics) throws IOException {
        var buffered = new BufferedInputStream(in, 1 << 16);
        long number = 0;
        long events = 0;
        long unreadable = 0;
        long unknown = 0;
        for (Line line = Line.next(buffered); line != null; line = Line.next(buffered)) {
            number++;
            if (line.blank()) {
                continue;
            }
            JsonEvent event = event(stream, number, line, unreadable < MOST_DIAGNOSTICS ? diagnostics : _ -> {});
            if (event == null) {
                unreadable++;
                continue;
            }
            events++;
            EventSource source = event.source();
            if (source.equals(EventSource.UNKNOWN)) {
                unknown++;
            }
            for (SigmaRule rule : rules) {
                if (source.feeds(rule) && rule.matches(event)) {
                    alerts.accept(alert(rule, stream, number, event));
                }
            }
        }
        if (unreadable > MOST_DIAGNOSTICS) {
            diagnostics.report(Diagnostic.of("events-unreadable", Diagnostic.Kind.GAP, stream,
                    unreadable + " lines are no events; the first " + MOST_DIAGNOSTICS + " are listed", null));
        }
        return new Extent(events, unreadable, unknown);
    }

    private static @Nullable JsonEvent event(String stream, long number, Line line, DiagnosticSink diagnostics) {
        String what;
        if (line.cut()) {
            what = "the line is longer than " + (LONGEST_LINE >> 20) + " MiB";
        } else {
            try {
                return JsonEvent.read(stream, line.bytes());
            } catch (DocumentException e) {
                what = "it is no event: " + e.what();
            }
        }
        diagnostics.report(new Diagnostic("event-unreadable", Diagnostic.Kind.GAP, stream,
                (int) Math.min(number, Integer.MAX_VALUE),
                what, "one JSON object a line is expected, as Falco's json_output and the Kubernetes audit log write them",
                java.util.Set.of("detection")));
        return null;
    }

    private static Alert alert(SigmaRule rule, String stream, long line, JsonEvent event) {
        String digest = event.first("container.image.digest");
        String pod = event.first("k8s.pod.name", "objectRef.name");
        String namespace = event.first("k8s.ns.name", "objectRef.namespace");
        String workload = pod == null
                ? event.first("container.name", "container.id", "hostname")
                : namespace == null ? pod : namespace + "/" + pod;
        SequencedMap<String, String> evidence = new LinkedHashMap<>();
        for (String field : EVIDENCE) {
            String value = event.first(field);
            if (value != null) {
                evidence.put(field, value.length() > LONGEST_EVIDENCE ? value.substring(0, LONGEST_EVIDENCE) + "…" : value);
            }
        }
        return new Alert(rule, stream, line, event.time(), digest != null && DIGEST.matcher(digest).matches() ? digest : null,
                workload,
                evidence);
    }

    /// A line of the stream.
    ///
    /// @param cut
    ///            whether it was too long to be kept
    private record Line(byte[] bytes, boolean cut) {

        static @Nullable Line next(InputStream in) throws IOException {
            var bytes = new ByteArrayOutputStream(512);
            boolean cut = false;
            boolean any = false;
            for (int b = in.read(); b >= 0; b = in.read()) {
                any = true;
                if (b == '\n') {
                    break;
                }
                if (bytes.size() < LONGEST_LINE) {
                    bytes.write(b);
                } else {
                    cut = true;
                }
            }
            return any ? new Line(bytes.toByteArray(), cut) : null;
        }

        boolean blank() {
            for (byte b : bytes) {
                if (b != ' ' && b != '\t' && b != '\r') {
                    return false;
                }
            }
            return true;
        }
    }
}
