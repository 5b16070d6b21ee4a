package dev.gatehouse.cli.engine;

import dev.gatehouse.cli.UsageException;
import dev.gatehouse.document.DocumentException;
import dev.gatehouse.threatmodel.Register;
import dev.gatehouse.threatmodel.ThreatCheck;
import dev.gatehouse.threatmodel.ThreatFindings;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;

/// Threat models. A repository without threats.yaml has none, and a scan does not complain of that unless it is asked to look.
///
/// @param asked whether somebody named this engine
record ThreatModelEngine(boolean asked) implements Engine {
    @Override
    public String id() {
        return "threatmodel";
    }

    @Override
    public Set<String> schemes() {
        return Set.of("threat");
    }

    @Override
    public boolean runs(EngineSetup setup) throws UsageException, IOException {
        return asked || setup.files().read(Register.FILE) != null;
    }

    @Override
    public PreparedCheck prepare(EngineSetup setup) throws UsageException, IOException {
        byte[] bytes = setup.files().read(Register.FILE);
        Register register;
        try {
            register = bytes == null ? Register.EMPTY : Register.read(Register.FILE, bytes);
        } catch (DocumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()), e);
        }
        return PreparedCheck.of(new ThreatCheck(register, setup.threats().reopenings(), setup.day(), setup.threats().listener()),
                () -> {});
    }

    @Override
    public List<RuleEntry> rules(EngineSetup setup) {
        return ThreatFindings.rules().stream().map(rule -> new RuleEntry(rule, new LinkedHashMap<>())).toList();
    }
}
