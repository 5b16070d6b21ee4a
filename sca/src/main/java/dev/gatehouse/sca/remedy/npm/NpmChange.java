package dev.gatehouse.sca.remedy.npm;

import dev.gatehouse.sca.remedy.Bump;
import dev.gatehouse.sca.remedy.Change;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is decided about a project.
///
/// @param bumps
///            versions that are set wherever the old one lies; requirements of the project follow
/// @param repairs
///            versions that are to go wherever the changed requirements let a better one in
/// @param overrides
///            rules for `package.json`
record NpmChange(List<Bump> bumps, List<Repair> repairs, Map<String, String> overrides) implements Change {
    NpmChange {
        bumps = List.copyOf(bumps);
        repairs = List.copyOf(repairs);
        overrides = Collections.unmodifiableMap(new LinkedHashMap<>(overrides));
    }

    /// A version of a package that is to go.
    record Repair(String name, String version) {}

    @Override
    public @Nullable NpmChange followedBy(Change later) {
        if (!(later instanceof NpmChange next)) {
            return null;
        }
        Map<String, Bump> all = new LinkedHashMap<>();
        bumps.forEach(bump -> all.put(bump.name() + "@" + bump.to(), bump));
        boolean follows = false;
        for (Bump bump : next.bumps()) {
            Bump begun = all.remove(bump.name() + "@" + bump.from());
            follows |= begun != null;
            Bump.How how = begun == null || bump.how().compareTo(begun.how()) > 0 ? bump.how() : begun.how();
            all.put(bump.name() + "@" + bump.to(),
                    new Bump(bump.name(), begun == null ? bump.from() : begun.from(), bump.to(), how));
        }
        if (!follows) {
            return null;
        }
        List<Repair> both = new ArrayList<>(repairs);
        both.addAll(next.repairs());
        Map<String, String> rules = new LinkedHashMap<>(overrides);
        rules.putAll(next.overrides());
        return new NpmChange(List.copyOf(all.values()), both.stream().distinct().toList(), rules);
    }
}
