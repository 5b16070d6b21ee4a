package dev.gatehouse.cli.engine;

import dev.gatehouse.advisory.match.Matcher;
import dev.gatehouse.advisory.store.AdvisoryStore;
import dev.gatehouse.cli.UsageException;
import dev.gatehouse.cli.Workplace;
import dev.gatehouse.config.DependencySettings.AdvisoryAge;
import dev.gatehouse.core.rule.Rule;
import dev.gatehouse.sca.maven.LocalRepository;
import dev.gatehouse.sca.maven.PomSource;
import dev.gatehouse.sca.InventoryJudge;
import dev.gatehouse.sca.ScaCheck;
import dev.gatehouse.sca.ScaRules;
import dev.gatehouse.sca.licence.LicenceJudge;
import dev.gatehouse.sca.licence.LicenceReader;
import dev.gatehouse.sca.licence.LicenceTerms;
import dev.gatehouse.sca.licence.SpdxList;
import dev.gatehouse.sca.lifecycle.EndOfLifeJudge;
import dev.gatehouse.sca.match.AdvisoryAgeJudge;
import dev.gatehouse.sca.match.AdvisoryJudge;
import dev.gatehouse.sca.match.MissingAdvisories;
import dev.gatehouse.sca.vex.Statements;
import dev.gatehouse.sca.vex.VexFilter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Dependencies and their advisories.
final class ScaEngine implements Engine {
    private static final String STORE = "advisories.store";
    /// A VEX document that counts without being named.
    private static final String USUAL_VEX = ".openvex.json";

    @Override
    public String id() {
        return "sca";
    }

    @Override
    public Set<String> schemes() {
        return Set.of("dependency", "lifecycle", "licence");
    }

    @Override
    public PreparedCheck prepare(EngineSetup setup) throws UsageException, IOException {
        Path file = Workplace.advisories(setup.console()).resolve(STORE);
        PomSource models = LocalRepository.of(setup.console().environment());
        List<InventoryJudge> judges = new ArrayList<>();
        LicenceTerms terms = DependencyTerms.licences(setup.configuration().dependencies().licences());
        if (!terms.isEmpty()) {
            judges.add(new LicenceJudge(terms, new LicenceReader(SpdxList.load()), setup.day()));
        }
        if (!AdvisoryStore.exists(file)) {
            judges.add(new MissingAdvisories(setup.stage()));
            return new PreparedCheck(new ScaCheck(judges, List.of(), models), Map.of("advisories", "none"), () -> {});
        }
        AdvisoryStore store = AdvisoryStore.open(file);
        AdvisoryStore.About about = store.about();
        AdvisoryAge age = setup.configuration().dependencies().advisories();
        judges.add(new VexFilter(new AdvisoryJudge(new Matcher(store)), statements(setup)));
        judges.add(new EndOfLifeJudge(store.lifecycles(), setup.day()));
        judges.add(new AdvisoryAgeJudge(about, setup.stage(), setup.day(), age.warnAfter(), age.failAfter()));
        return new PreparedCheck(new ScaCheck(judges, store.signatures(), models),
                Map.of("advisories", "built " + about.built() + ", " + about.advisories() + " records, oldest source of "
                        + AdvisoryAgeJudge.described(about)),
                store::close);
    }

    /// What the VEX documents of the state that judges say.
    private static Statements statements(EngineSetup setup) throws UsageException, IOException {
        Statements statements = new Statements();
        byte[] usual = setup.files().read(USUAL_VEX);
        if (usual != null) {
            statements.read(USUAL_VEX, usual, setup.diagnostics());
        }
        for (String path : setup.configuration().dependencies().vex()) {
            byte[] document = setup.files().read(path);
            if (document == null) {
                throw new UsageException("vex names " + path + ", and there is no such file");
            }
            statements.read(path, document, setup.diagnostics());
        }
        return statements;
    }

    @Override
    public List<RuleEntry> rules(EngineSetup setup) {
        return ScaRules.all().stream().map(ScaEngine::entry).toList();
    }

    private static RuleEntry entry(Rule rule) {
        return new RuleEntry(rule, new LinkedHashMap<>());
    }
}
