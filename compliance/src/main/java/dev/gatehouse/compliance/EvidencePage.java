package dev.gatehouse.compliance;

import dev.gatehouse.ledger.Checkpoint;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/// Evidence as a page for an auditor: one file, no script, nothing fetched, prints to A4.
public final class EvidencePage {
    private static final int MOST_LINES = 60;

    private final StringBuilder html = new StringBuilder();

    private EvidencePage() {}

    /// The page, in UTF-8.
    public static byte[] of(Evidence evidence) {
        var page = new EvidencePage();
        page.write(evidence);
        return page.html.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void write(Evidence evidence) {
        Facts facts = evidence.facts();
        html.append("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
                .append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">")
                .append("<title>").append(escaped(evidence.framework().title())).append("</title><style>").append(style())
                .append("</style></head>\n<body><h1>").append(escaped(evidence.framework().title())).append("</h1>")
                .append("<p class=\"lead\">Evidence from ").append(day(facts.period().from())).append(" to ")
                .append(day(facts.period().to())).append(", as of ").append(escaped(minute(facts.asOf()))).append("</p>\n");
        totals(evidence);
        evidence.controls().forEach(this::control);
        footer(facts);
        html.append("</body></html>\n");
    }

    private void totals(Evidence evidence) {
        List<Answer.State> states = List.of(Answer.State.SATISFIED, Answer.State.NOT_SATISFIED, Answer.State.UNKNOWN);
        html.append("<section class=\"totals\">");
        for (Answer.State state : states) {
            html.append("<div class=\"total ").append(state.label()).append("\"><b>").append(evidence.count(state)).append("</b>")
                    .append(words(state)).append("</div>");
        }
        html.append("</section><div class=\"bar\" aria-hidden=\"true\">");
        for (Answer.State state : states) {
            html.append("<i class=\"").append(state.label()).append("\" style=\"flex:").append(evidence.count(state))
                    .append("\"></i>");
        }
        html.append("</div>\n");
    }

    private void control(Evidence.Answered each) {
        Answer answer = each.answer();
        html.append("<article class=\"").append(answer.state().label()).append("\"><header><span class=\"id\">")
                .append(escaped(each.control().id())).append("</span><h2>").append(escaped(each.control().title()))
                .append("</h2><span class=\"state\">").append(words(answer.state())).append("</span></header><p class=\"asks\">")
                .append(escaped(each.control().asks())).append("</p><p>").append(escaped(answer.why())).append("</p>");
        if (!answer.gaps().isEmpty()) {
            html.append("<ul class=\"gaps\" aria-label=\"Gaps\">");
            answer.gaps().stream().limit(MOST_LINES).forEach(gap -> line(gap.time(), gap.what(), ""));
            more(answer.gaps().size());
            html.append("</ul>");
        }
        if (!answer.proofs().isEmpty()) {
            html.append("<ul aria-label=\"Proof\">");
            answer.proofs().stream().limit(MOST_LINES)
                    .forEach(proof -> line(proof.time(), proof.what(), "entry " + proof.entry()));
            more(answer.proofs().size());
            html.append("</ul>");
        }
        html.append("</article>\n");
    }

    private void line(Instant time, String what, String entry) {
        html.append("<li><time datetime=\"").append(time).append("\">").append(minute(time)).append("</time><span>")
                .append(escaped(what)).append("</span><span class=\"entry\">").append(entry).append("</span></li>");
    }

    private void more(int count) {
        if (count > MOST_LINES) {
            html.append("<li><span>and ").append(count - MOST_LINES).append(" more in the JSON</span></li>");
        }
    }

    private void footer(Facts facts) {
        Checkpoint checkpoint = facts.ledger().checkpoint();
        html.append("<footer><p>Answers come from the ").append(facts.ledger().entries())
                .append(" entries of the ledger; <em>unknown</em> means that nothing in it could say yes or no. Controls are told in our ")
                .append("words; the framework's own hold. This page is a help for an audit, not an opinion.</p>");
        if (checkpoint != null) {
            html.append("<p>Checkpoint of the ledger:</p><pre>").append(escaped(checkpoint.note())).append("</pre>");
        }
        html.append("<p>Verify: <code>gatehouse evidence verify evidence-….dsse.json --trust ledger.pub</code></p></footer>");
    }

    private static String words(Answer.State state) {
        return switch (state) {
            case SATISFIED -> "✓ satisfied";
            case NOT_SATISFIED -> "✕ not satisfied";
            case UNKNOWN -> "? unknown";
        };
    }

    private static String day(Instant time) {
        return time.toString().substring(0, 10);
    }

    private static String minute(Instant time) {
        return time.toString().substring(0, 16).replace('T', ' ') + "Z";
    }

    private static String escaped(String text) {
        var escaped = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '&' -> escaped.append("&amp;");
                case '"' -> escaped.append("&quot;");
                // Nothing that turns the direction of writing, or cannot be seen.
                default -> escaped.append(
                        c != '\n' && (Character.getType(c) == Character.FORMAT || Character.isISOControl(c)) ? '\uFFFD' : c);
            }
        }
        return escaped.toString();
    }

    private static String style() {
        try (InputStream in = EvidencePage.class.getResourceAsStream("evidence.css")) {
            if (in == null) {
                throw new IllegalStateException("evidence.css is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
