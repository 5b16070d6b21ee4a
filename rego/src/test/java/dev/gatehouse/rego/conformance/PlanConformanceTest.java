package dev.gatehouse.rego.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanConformanceTest {
    /// What passed of 2,067 when this was last written; may only rise.
    private static final int PASSED = 2065;

    @Test
    void evaluatesThePlansThatOpaMadeOfItsSuite(@TempDir Path folder) throws Exception {
        PlanConformance run = new PlanConformance().folder(ConformanceTest.unpacked("opa-v1-compliance", folder));

        System.out.println("OPA's own plans: " + run.passed() + " passed, " + run.failures().size() + " failed");
        assertThat(run.passed()).isGreaterThanOrEqualTo(PASSED);
    }
}
