package dev.gatehouse.sca.remedy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One thing that could be done: upgrades that belong together. Two changes are equal if they do the same.
public interface Change {

    /// The upgrades on which the project decides, at least one; what else moves because of them is found by resolving.
    List<Bump> bumps();

    /// The farthest jump among the upgrades.
    default Jump jump() {
        return bumps().stream().map(Bump::jump).reduce(Jump.PATCH, Jump::or);
    }

    /// What it costs: each upgrade by its jump, an override as much again as a minor version because the packages that need it were
    /// never tried with it.
    default double cost() {
        return bumps().stream()
                .mapToDouble(bump -> bump.jump().cost() + (bump.how() == Bump.How.OVERRIDE ? Jump.MINOR.cost() : 0))
                .sum();
    }

    /// The upgrades, for people.
    default String label() {
        return String.join(", ", bumps().stream().map(Bump::toString).toList());
    }

    /// Both in one, where the later one goes on with what this one began; null where they have nothing to do with each other.
    @Nullable
    Change followedBy(Change later);
}
