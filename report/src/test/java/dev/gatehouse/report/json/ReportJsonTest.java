package dev.gatehouse.report.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.gatehouse.core.diagnostic.Coverage;
import dev.gatehouse.report.Report;
import dev.gatehouse.report.Run;
import dev.gatehouse.report.SampleReports;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class ReportJsonTest {
    private static final JsonMapper JSON = new JsonMapper();

    @Test
    void whatIsWrittenFitsTheSchema() throws Exception {
        String schema = closed("report-1.schema.json");
        for (Report report : new Report[]{SampleReports.pullRequest(), SampleReports.nothing(),
            SampleReports.hostile("\u202e</script>"),
            SampleReports.large(20)}) {
            assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(schema, InputFormat.JSON)
                    .validate(text(report), InputFormat.JSON)).isEmpty();
        }
    }

    @Test
    void theSchemaRefusesWhatIsNoReport() throws Exception {
        var schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(
                schema("report-1.schema.json"),
                InputFormat.JSON);
        assertThat(schema.validate("{}", InputFormat.JSON)).isNotEmpty();
        assertThat(schema.validate(text(SampleReports.pullRequest()).replace("\"high\"", "\"awful\""), InputFormat.JSON))
                .isNotEmpty();
    }

    @Test
    void whatIsReadIsWhatWasWritten() throws Exception {
        for (Report report : new Report[]{SampleReports.pullRequest(), SampleReports.nothing(), SampleReports.large(50)}) {
            assertThat(read(text(report))).isEqualTo(report);
        }
    }

    @Test
    void theDigestCoversEverythingButTheRun() throws Exception {
        Report report = SampleReports.pullRequest();
        Coverage coverage = report.coverage();
        var again = new Report(report.tool(),
                new Run(Instant.parse("2027-01-01T00:00:00Z"), Duration.ofMillis(1), Duration.ofMillis(2)),
                report.subject(), report.findings().reversed(), report.fixed(),
                new Coverage(coverage.places(), coverage.contents(), 0, coverage.bytes(), coverage.excluded(),
                        coverage.diagnostics()),
                report.decision());
        assertThat(ReportJson.digest(again)).isEqualTo(ReportJson.digest(report));
        assertThat(withoutRun(again)).isEqualTo(withoutRun(report));
        var other = new Report(report.tool(), report.run(), report.subject(), report.findings().subList(1, 3), report.fixed(),
                coverage,
                report.decision());
        assertThat(ReportJson.digest(other)).isNotEqualTo(ReportJson.digest(report));
    }

    @Test
    void anybodyCanComputeTheDigest() throws Exception {
        String text = text(SampleReports.hostile("\"\\\b\u0001\u001f\u007f\ud83d\ude00 ü"));
        var document = (ObjectNode) JSON.readTree(text);
        String stated = document.get("digest").asString();
        document.remove("run");
        document.remove("digest");
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(sorted(document).getBytes(StandardCharsets.UTF_8));
        assertThat(stated).isEqualTo("sha256:" + HexFormat.of().formatHex(digest));
    }

    @Test
    void aLaterMinorVersionMayAddMembers() throws Exception {
        var document = (ObjectNode) JSON.readTree(text(SampleReports.pullRequest()));
        document.put("minor", 7).putObject("novelty").put("x", 1).putArray("y").add(true);
        ((ObjectNode) document.get("findings").get(0)).put("owner", "team");
        assertThat(read(redigested(document))).isEqualTo(SampleReports.pullRequest());
    }

    @Test
    void aChangedDocumentIsRefused() throws IOException {
        String text = text(SampleReports.pullRequest()).replace("\"verdict\" : \"block\"", "\"verdict\" : \"allow\"");
        assertThatThrownBy(() -> read(text)).isInstanceOf(ReportFormatException.class)
                .hasMessage("the digest does not match: the document was changed after it was written");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "/format | `\"report/2\"` | format must be report/1; this document says report/2",
        "/subject/dirty | `\"no\"` | subject.dirty must be true or false",
        "/findings/0/severity | `\"awful\"` | findings[0].severity must be one of unrated, info, low, medium, high, critical",
        "/findings/0/newPlaces | 3000000000 | findings[0].newPlaces must be an integer from 0 to 2147483647",
        "/findings/1/fingerprints/0 | `\"no fingerprint\"` | findings[1].fingerprints[0] must be a fingerprint (scheme/version:value)",
        "/findings/0/rule | `\"unknown\"` | findings[0].rule must be the id of one of the rules of the document",
        "/findings/0/occurrences | [] | findings[0].occurrences must not be empty",
        "/findings/0/occurrences/0/location/kind | `\"dream\"` | findings[0].occurrences[0].location.kind must be one of text, package, endpoint, resource, event",
        "/findings/0/evidence/entropy | 4 | findings[0].evidence.entropy must be a string",
        "/findings/3 | 12 | findings[3] must be an object",
        "/run/started | `\"now\"` | run.started must be a time in UTC such as 2026-01-31T12:00:00Z",
        "/coverage/places | 9007199254740993 | coverage.places must lie between -(2^53-1) and 2^53-1",
        "/coverage/places | 1.5 | coverage.places must be a string, an integer, true, false, an object or an array",
        "/coverage/bytes | null | coverage.bytes must be a string, an integer, true, false, an object or an array",
        "/rules | {} | rules must be an array"})
    void aWrongMemberIsNamed(String pointer, String value, String message) throws Exception {
        var document = (ObjectNode) JSON.readTree(text(SampleReports.pullRequest()));
        int slash = pointer.lastIndexOf('/');
        JsonNode parent = document.at(pointer.substring(0, slash));
        String last = pointer.substring(slash + 1);
        if (parent instanceof ObjectNode object) {
            object.set(last, JSON.readTree(value));
        } else {
            ((tools.jackson.databind.node.ArrayNode) parent).set(Integer.parseInt(last), JSON.readTree(value));
        }
        assertThatThrownBy(() -> read(redigested(document))).isInstanceOf(ReportFormatException.class).hasMessage(message);
    }

    @Test
    void whatIsMissingIsNamed() throws Exception {
        for (String member : new String[]{"format", "digest", "tool", "subject", "coverage", "findings", "rules", "fixed",
            "run"}) {
            var document = (ObjectNode) JSON.readTree(text(SampleReports.pullRequest()));
            document.remove(member);
            String text = member.equals("digest") ? document.toString() : redigested(document);
            assertThatThrownBy(() -> read(text)).isInstanceOf(ReportFormatException.class).hasMessage(member + " is missing");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {"`` | the document must be a JSON object",
        "[] | the document must be a JSON object",
        "`{\"a\":` | the document is not valid JSON in line 1, column 6",
        "`{\"minor\":1,\"minor\":2}` | a member is named twice in line 1, column 19",
        "`{} {}` | something follows the end of the document",
        "`{\"a\":\"\u0000\"}` | the document is not valid JSON in line 1, column 7"})
    void whatIsNoJsonIsSaidSo(String text, String message) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(ReportFormatException.class).hasMessage(message);
    }

    @Test
    void theReaderHasLimits() {
        assertThatThrownBy(() -> read("{\"a\":" + "[".repeat(100_000))).isInstanceOf(ReportFormatException.class)
                .hasMessageStartingWith("the document is beyond the limits of the reader");
        assertThatThrownBy(() -> read("{\"a\":\"" + "x".repeat(5 << 20) + "\"}")).isInstanceOf(ReportFormatException.class)
                .hasMessageStartingWith("the document is beyond the limits of the reader");
    }

    @Test
    void anUnreadableStreamStaysAnIoFailure() {
        var broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("cable cut");
            }
        };
        assertThatThrownBy(() -> ReportJson.read(broken)).isInstanceOf(IOException.class).hasMessage("cable cut");
    }

    static String text(Report report) throws IOException {
        var out = new ByteArrayOutputStream();
        ReportJson.write(report, out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private static Report read(String text) throws IOException, ReportFormatException {
        return ReportJson.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static String withoutRun(Report report) throws IOException {
        var document = (ObjectNode) JSON.readTree(text(report));
        document.remove("run");
        return document.toString();
    }

    private static String redigested(ObjectNode document) throws Exception {
        ObjectNode covered = document.deepCopy();
        covered.remove("run");
        covered.remove("digest");
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(sorted(covered).getBytes(StandardCharsets.UTF_8));
        return document.put("digest", "sha256:" + HexFormat.of().formatHex(digest)).toString();
    }

    /// RFC 8785 as somebody else would write it, with a JSON library's own quoting.
    private static String sorted(JsonNode node) {
        if (node.isObject()) {
            var members = new TreeMap<String, String>();
            node.properties().forEach(member -> members.put(member.getKey(), sorted(member.getValue())));
            var text = new StringBuilder("{");
            members.forEach(
                    (name, value) -> text.append(text.length() > 1 ? "," : "").append(quoted(name)).append(":").append(value));
            return text.append("}").toString();
        }
        if (node.isArray()) {
            var text = new StringBuilder("[");
            for (Iterator<JsonNode> elements = node.iterator(); elements.hasNext();) {
                text.append(sorted(elements.next())).append(elements.hasNext() ? "," : "");
            }
            return text.append("]").toString();
        }
        return node.isString() ? quoted(node.asString()) : node.toString();
    }

    private static String quoted(String text) {
        String json = JSON.writeValueAsString(text).replace("\\/", "/");
        var lower = new StringBuilder();
        java.util.regex.Matcher escapes = java.util.regex.Pattern.compile("\\\\u[0-9A-F]{4}").matcher(json);
        while (escapes.find()) {
            escapes.appendReplacement(lower,
                    java.util.regex.Matcher.quoteReplacement(escapes.group().toLowerCase(java.util.Locale.ROOT)));
        }
        return escapes.appendTail(lower).toString();
    }

    static String schema(String name) throws IOException {
        try (InputStream in = Report.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /// The schema with every object closed: what the writer writes is all described.
    static String closed(String name) throws IOException {
        JsonNode schema = JSON.readTree(schema(name));
        close(schema);
        return schema.toString();
    }

    private static void close(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.properties().stream().map(java.util.Map.Entry::getValue).toList().forEach(ReportJsonTest::close);
            if (object.has("properties") && object.path("type").asString("").equals("object") && !object.has("oneOf")) {
                object.put("additionalProperties", false);
            }
        } else {
            node.forEach(ReportJsonTest::close);
        }
    }
}
