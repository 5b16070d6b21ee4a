package dev.gatehouse.ledger.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunningTest {
    private static final Subject OLD = Subject.image("sha256:" + "0a".repeat(32));
    private static final Subject NEW = Subject.image("sha256:" + "0b".repeat(32));
    private final List<Recorded> records = new ArrayList<>();

    private void deployed(Subject image, String environment, String workload) {
        records.add(new Recorded(records.size(), Instant.EPOCH.plusSeconds(records.size()), null,
                new Deployed(image, environment, Instant.EPOCH, null, workload)));
    }

    @Test
    void theNewestDeploymentOfAWorkloadTakesThePlaceOfTheOneBefore() {
        deployed(OLD, "production", "shop/deployment/shop");
        assertThat(Running.of(records).replaced(OLD)).isNull();
        deployed(NEW, "production", "shop/deployment/shop");
        assertThat(Running.of(records).subjects()).containsExactly(NEW);
        assertThat(Running.of(records).replaced(OLD)).isEqualTo(records.getLast());
        assertThat(Running.of(records).replaced(NEW)).isNull();
        deployed(OLD, "production", "shop/deployment/shop");
        assertThat(Running.of(records).replaced(OLD)).as("rolled back").isNull();
        assertThat(Running.of(records).replaced(NEW)).isNotNull();
    }

    @Test
    void whatRunsAnywhereRuns() {
        deployed(OLD, "staging", "shop/deployment/shop");
        deployed(OLD, "production", "shop/deployment/shop");
        deployed(NEW, "production", "shop/deployment/shop");
        assertThat(Running.of(records).subjects()).containsExactlyInAnyOrder(OLD, NEW);
        assertThat(Running.of(records).replaced(OLD)).isNull();
        assertThat(Running.of(List.of()).subjects()).isEmpty();
        assertThat(Running.of(List.of()).replaced(OLD)).as("never deployed").isNull();
    }
}
