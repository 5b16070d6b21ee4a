package dev.gatehouse.source.scan;

import dev.gatehouse.core.check.Check;
import dev.gatehouse.core.check.Facts;
import dev.gatehouse.core.check.Shown;
import dev.gatehouse.core.check.Span;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.finding.Fingerprint;
import dev.gatehouse.core.finding.Location;
import dev.gatehouse.core.finding.Occurrence;
import dev.gatehouse.core.rule.Confidence;
import dev.gatehouse.core.rule.Rule;
import dev.gatehouse.core.rule.Severity;
import dev.gatehouse.core.source.Blob;
import dev.gatehouse.core.source.ContentId;
import dev.gatehouse.core.source.Place;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A small but whole check: finds what looks like `tok_` and some letters.
class TokenCheck implements Check<TokenCheck.Tokens> {
    private static final Pattern TOKEN = Pattern.compile("tok_[A-Za-z0-9]{4,}");
    static final Rule RULE = new Rule("token", Map.of(), "test", "test", "Token", Severity.HIGH, Confidence.LIKELY, List.of(798),
            Map.of(), "A token.", "Remove it.", null, Rule.Profile.DEFAULT);

    /// How many contents it looked at.
    final AtomicInteger looked = new AtomicInteger();

    /// @param names
    ///            a digest for each token, in the order of the spans
    /// @param secret
    ///            whether they are to be hidden
    record Tokens(List<Span> spans, List<String> names, boolean secret) implements Facts {
        @Override
        public List<Span> sensitive() {
            return secret ? spans : List.of();
        }
    }

    @Override
    public String id() {
        return "tokens";
    }

    @Override
    public String version() {
        return "1";
    }

    @Override
    public boolean wants(Blob blob) {
        return blob.form() != Blob.Form.BINARY;
    }

    @Override
    public @Nullable Tokens facts(Blob blob) {
        looked.incrementAndGet();
        int step = blob.form() == Blob.Form.TEXT ? 1 : 2;
        String text = new String(blob.array(), blob.offset(), blob.length(), switch (blob.form()) {
            case UTF_16LE -> StandardCharsets.UTF_16LE;
            case UTF_16BE -> StandardCharsets.UTF_16BE;
            default -> StandardCharsets.ISO_8859_1;
        });
        List<Span> spans = new ArrayList<>();
        List<String> names = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(text);
        while (matcher.find()) {
            spans.add(new Span(matcher.start() * step, matcher.end() * step));
            names.add(Integer.toHexString(matcher.group().hashCode()));
        }
        return spans.isEmpty() ? null : new Tokens(List.copyOf(spans), List.copyOf(names), true);
    }

    @Override
    public List<Finding> place(ContentId content, Tokens facts, List<Shown> shown, List<Place> places) {
        List<Finding> findings = new ArrayList<>();
        for (int i = 0; i < shown.size(); i++) {
            List<Occurrence> occurrences = new ArrayList<>();
            for (Place place : places) {
                occurrences.add(new Occurrence(new Location.Text(place, shown.get(i).region()), Confidence.LIKELY,
                        shown.get(i).excerpt(), shown.get(i).suppresses(RULE.id())));
            }
            findings.add(new Finding(List.of(new Fingerprint("test", 1, facts.names.get(i))), RULE, RULE.severity(),
                    RULE.message(), occurrences, List.of(), null, new LinkedHashMap<>()));
        }
        return findings;
    }

    @Override
    public Set<String> markers() {
        return Set.of("gitleaks:allow", "nosemgrep", "#nosec", "checkov:skip");
    }

    @Override
    public void write(Tokens facts, DataOutput out) throws IOException {
        out.writeInt(facts.spans.size());
        for (int i = 0; i < facts.spans.size(); i++) {
            out.writeInt(facts.spans.get(i).start());
            out.writeInt(facts.spans.get(i).end());
            out.writeUTF(facts.names.get(i));
        }
    }

    @Override
    public Tokens read(DataInput in) throws IOException {
        List<Span> spans = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (int i = in.readInt(); i > 0; i--) {
            spans.add(new Span(in.readInt(), in.readInt()));
            names.add(in.readUTF());
        }
        return new Tokens(spans, names, true);
    }
}
