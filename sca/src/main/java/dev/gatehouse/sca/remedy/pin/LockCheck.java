package dev.gatehouse.sca.remedy.pin;

import dev.gatehouse.ecosystem.Ecosystem;
import dev.gatehouse.ecosystem.PackageUrl;
import dev.gatehouse.sca.remedy.KnownWeaknesses;
import dev.gatehouse.sca.remedy.UnresolvableException;
import dev.gatehouse.sca.remedy.Weakness;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// Holds what a package manager wrote against what was planned.
final class LockCheck {
    private LockCheck() {}

    /// @throws UnresolvableException
    ///             if an upgrade did not come about, or a finding is there that was not there before
    static void hold(Set<PackageUrl> before, Set<PackageUrl> after, Map<Pin, String> moved, KnownWeaknesses known)
            throws UnresolvableException {
        for (Pin pin : moved.keySet()) {
            for (PackageUrl purl : pin.packages()) {
                PackageUrl old = purl.withVersion(pin.version());
                if (after.contains(old)) {
                    throw new UnresolvableException(
                            "the package manager keeps " + Ecosystem.name(old) + " " + old.version()
                                    + ", because something needs it");
                }
            }
        }
        Set<String> there = new HashSet<>();
        before.forEach(purl -> known.of(purl).forEach(weakness -> there.add(weakness.finding())));
        for (PackageUrl purl : after) {
            for (Weakness weakness : known.of(purl)) {
                if (!there.contains(weakness.finding())) {
                    throw new UnresolvableException("it would bring " + weakness.id() + " in " + Ecosystem.name(purl) + " "
                            + purl.version());
                }
            }
        }
    }
}
