package dev.gatehouse.cli.comment;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class UpgradeRequestsTest {
    private static final String NAME = "gatehouse/fix/package-lock-json-0a0b0c0d";

    private static UpgradeBranch branch(String content, String digest) {
        return new UpgradeBranch(NAME, "main", "head", "Upgrade \"ropes\"", "one\ntwo", digest,
                List.of(new UpgradeBranch.Content("web/package-lock.json", "old", content.getBytes(StandardCharsets.UTF_8))));
    }

    private static UpgradeRequests.Done put(LoopbackBranches server, Forge forge, UpgradeBranch branch) throws Exception {
        try (var client = new ForgeClient(forge, LoopbackBranches.TOKEN, Duration.ofMinutes(1), _ -> {})) {
            return new UpgradeRequests(client, new PullRequest(forge, URI.create(server.api()), "acme/shop", 0)).put(branch);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aBranchWithOneCommitAndAPullRequestAreMade(Forge forge) throws Exception {
        try (var server = new LoopbackBranches(forge)) {
            UpgradeRequests.Done done = put(server, forge, branch("{\"é\": 2}\n", "d1"));
            assertThat(done).isEqualTo(new UpgradeRequests.Done(1, true, true));
            assertThat(server.branches.get(NAME)).isEqualTo(new LoopbackBranches.Commit("head",
                    "Upgrade \"ropes\"\n\nGatehouse-Plan: d1", Map.of("web/package-lock.json", "{\"é\": 2}\n")));
            assertThat(server.requests)
                    .containsExactly(new LoopbackBranches.Request(NAME, "main", "Upgrade \"ropes\"", "one\ntwo"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void theSamePlanAgainMakesNothingNew(Forge forge) throws Exception {
        try (var server = new LoopbackBranches(forge)) {
            put(server, forge, branch("a", "d1"));
            LoopbackBranches.Commit tip = server.branches.get(NAME);
            assertThat(put(server, forge, branch("a", "d1"))).isEqualTo(new UpgradeRequests.Done(1, false, false));
            assertThat(server.branches.get(NAME)).isSameAs(tip);
            assertThat(server.requests).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void anotherPlanIsPutIntoTheSamePullRequest(Forge forge) throws Exception {
        try (var server = new LoopbackBranches(forge)) {
            put(server, forge, branch("a", "d1"));
            assertThat(put(server, forge, branch("b", "d2"))).isEqualTo(new UpgradeRequests.Done(1, false, true));
            assertThat(server.branches.get(NAME)).isEqualTo(new LoopbackBranches.Commit("head",
                    "Upgrade \"ropes\"\n\nGatehouse-Plan: d2", Map.of("web/package-lock.json", "b")));
            assertThat(server.requests).hasSize(1);
            assertThat(server.branches).containsOnlyKeys("main", NAME);
        }
    }
}
