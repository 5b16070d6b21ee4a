package dev.gatehouse.threatmodel;

import java.util.Set;
import java.util.stream.Stream;

/// Something happened that shows that an answer no longer holds: an open incident, a finding.
///
/// @param cause
///            what happened, for people: `incident: reverse shell (detection/1:…)`
/// @param strides
///            which kinds of threat it shows
/// @param elements
///            where it happened, as the sensor names it: `shop/checkout-7d9f`; a threat to a workload of that name is open again
public record Reopening(String cause, Set<Stride> strides, Set<String> elements) {
    public Reopening {
        strides = Set.copyOf(strides);
        elements = Set.copyOf(elements);
    }

    /// Whether it shows this threat: its kind, at an element that it names, or at a flow from or to one.
    boolean concerns(Threat threat) {
        return strides.contains(threat.rule().stride())
                && Stream.of(threat.target().split(" -> ", -1)).anyMatch(this::names);
    }

    /// Whether it happened at this element.
    boolean names(String element) {
        return elements.stream().anyMatch(name -> names(element, name));
    }

    private static boolean names(String target, String name) {
        // A pod carries the name of its workload and a suffix: shop/checkout-7d9f5c-x2x.
        int slash = name.indexOf('/');
        String namespace = slash < 0 ? null : name.substring(0, slash);
        String workload = name.substring(slash + 1);
        String[] parts = target.split("/");
        String own = parts[parts.length - 1];
        boolean same = workload.equals(own) || workload.startsWith(own + "-");
        // A namespace is one of a cluster: what a Compose file runs on somebody's own machine is another thing of the same name.
        boolean elsewhere = target.startsWith("compose/") || parts.length >= 4 && !parts[1].equals(namespace);
        return same && (namespace == null || !elsewhere);
    }
}
