package dev.gatehouse.cli.engine;

import dev.gatehouse.advisory.match.Matcher;
import dev.gatehouse.advisory.store.AdvisoryStore;
import dev.gatehouse.cli.Workplace;
import dev.gatehouse.core.rule.Rule;
import dev.gatehouse.sca.ScaCheck;
import dev.gatehouse.sca.ScaRules;
import dev.gatehouse.sca.match.AdvisoryJudge;
import dev.gatehouse.sca.match.MissingAdvisories;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Dependencies and their advisories.
final class ScaEngine implements Engine {
    private static final String STORE = "advisories.store";

    @Override
    public String id() {
        return "sca";
    }

    @Override
    public Set<String> schemes() {
        return Set.of("dependency");
    }

    @Override
    public PreparedCheck prepare(EngineSetup setup) throws IOException {
        Path file = Workplace.advisories(setup.console()).resolve(STORE);
        if (!AdvisoryStore.exists(file)) {
            return new PreparedCheck(new ScaCheck(List.of(new MissingAdvisories(setup.stage()))), Map.of("advisories", "none"),
                    () -> {});
        }
        AdvisoryStore store = AdvisoryStore.open(file);
        AdvisoryStore.About about = store.about();
        return new PreparedCheck(new ScaCheck(List.of(new AdvisoryJudge(new Matcher(store))), store.signatures()),
                Map.of("advisories", "built " + about.built() + ", " + about.advisories() + " records"), store::close);
    }

    @Override
    public List<RuleEntry> rules(EngineSetup setup) {
        return ScaRules.all().stream().map(ScaEngine::entry).toList();
    }

    private static RuleEntry entry(Rule rule) {
        return new RuleEntry(rule, new LinkedHashMap<>());
    }
}
