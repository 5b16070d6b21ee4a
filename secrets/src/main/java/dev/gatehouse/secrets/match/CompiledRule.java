package dev.gatehouse.secrets.match;

import com.google.re2j.Pattern;
import dev.gatehouse.core.source.Place;
import dev.gatehouse.secrets.rule.SecretRule;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A rule with its allow-lists ready for use: those of all rules first.
final class CompiledRule {
    final SecretRule rule;
    final List<CompiledAllowlist> allowlists;
    private final @Nullable Lazy<Pattern> path;

    CompiledRule(SecretRule rule, List<CompiledAllowlist> global) {
        this.rule = rule;
        this.allowlists = Stream.concat(global.stream(), rule.detection().allowlists().stream().map(CompiledAllowlist::new))
                .toList();
        String regex = rule.detection().path();
        this.path = regex == null ? null : new Lazy<>(() -> Pattern.compile(regex));
    }

    /// Whether a match counts at the place.
    ///
    /// @param waiting
    ///            indexes of the allow-lists whose content part holds, ascending
    boolean appliesAt(Place place, int[] waiting) {
        if (path != null && !path.get().matcher(place.path().toString()).find()) {
            return false;
        }
        for (int i = 0; i < allowlists.size(); i++) {
            if (allowlists.get(i).allows(place, Arrays.binarySearch(waiting, i) >= 0)) {
                return false;
            }
        }
        return true;
    }
}
