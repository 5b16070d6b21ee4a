package dev.gatehouse.cli.engine;

import dev.gatehouse.oci.ImageLimits;
import dev.gatehouse.oci.check.ImageCheck;
import dev.gatehouse.oci.check.ImageRules;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;

/// How images are built and started. Finds nothing in other sources.
final class ImageEngine implements Engine {

    @Override
    public String id() {
        return ImageCheck.ID;
    }

    @Override
    public Set<String> schemes() {
        return Set.of(ImageCheck.SCHEME);
    }

    @Override
    public PreparedCheck prepare(EngineSetup setup) throws IOException {
        return PreparedCheck.of(new ImageCheck(ImageRules.load(), ImageLimits.DEFAULT), () -> {});
    }

    @Override
    public List<RuleEntry> rules(EngineSetup setup) throws IOException {
        return ImageRules.load().rules().stream().map(rule -> new RuleEntry(rule, new LinkedHashMap<>())).toList();
    }
}
