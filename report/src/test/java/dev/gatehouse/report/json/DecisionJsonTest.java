package dev.gatehouse.report.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.gatehouse.core.decision.Decision;
import dev.gatehouse.core.diagnostic.Coverage;
import dev.gatehouse.report.SampleReports;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class DecisionJsonTest {
    private static final Decision DECISION = Objects.requireNonNull(SampleReports.pullRequest().decision());

    @Test
    void whatIsWrittenFitsTheSchemaAndReadsBack() throws Exception {
        String text = text(DECISION);
        assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(ReportJsonTest.closed("decision-1.schema.json"), InputFormat.JSON).validate(text, InputFormat.JSON))
                .isEmpty();
        assertThat(DecisionJson.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))).isEqualTo(DECISION);
        assertThat(text).contains(DecisionJson.digest(DECISION));
    }

    @Test
    void theDigestIsTheSameWhateverTheCacheKnew() {
        Coverage coverage = DECISION.coverage();
        var cold = new Decision(DECISION.stage(), DECISION.verdict(), DECISION.asOf(), DECISION.reasons(),
                new Coverage(coverage.places(), coverage.contents(), 0, coverage.bytes(), coverage.excluded(),
                        coverage.diagnostics()),
                DECISION.unproven(), DECISION.exceptions(), DECISION.subject(), DECISION.digests());
        assertThat(DecisionJson.digest(cold)).isEqualTo(DecisionJson.digest(DECISION));
    }

    @Test
    void theCheckpointOfALedgerStandsOutsideTheDigest() throws Exception {
        var out = new ByteArrayOutputStream();
        DecisionJson.write(DECISION, "example.com/shop\n1\nroot\n", out);
        String text = out.toString(StandardCharsets.UTF_8);
        assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(ReportJsonTest.closed("decision-1.schema.json"), InputFormat.JSON).validate(text, InputFormat.JSON))
                .isEmpty();
        assertThat(text).contains(DecisionJson.digest(DECISION));
        assertThat(DecisionJson.checkpoint(new ByteArrayInputStream(out.toByteArray()))).isEqualTo("example.com/shop\n1\nroot\n");
        assertThat(DecisionJson.checkpoint(new ByteArrayInputStream(text(DECISION).getBytes(StandardCharsets.UTF_8)))).isNull();
    }

    @Test
    void aChangedVerdictIsRefused() throws IOException {
        String text = text(DECISION).replace("\"unproven\" : true", "\"unproven\" : false");
        assertThatThrownBy(() -> DecisionJson.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))))
                .isInstanceOf(ReportFormatException.class).hasMessageContaining("digest does not match");
    }

    private static String text(Decision decision) throws IOException {
        var out = new ByteArrayOutputStream();
        DecisionJson.write(decision, out);
        return out.toString(StandardCharsets.UTF_8);
    }
}
