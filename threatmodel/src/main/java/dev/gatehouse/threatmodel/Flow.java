package dev.gatehouse.threatmodel;

import java.util.Comparator;

/// Data goes from one element to another.
///
/// @param from
///            id of an element
/// @param to
///            id of an element
/// @param protocol
///            `https`, `postgres`, `tcp`
/// @param encrypted
///            whether the declaration shows that it is encrypted on the way
/// @param origin
///            what tells of it
public record Flow(String from, String to, String protocol, boolean encrypted, Origin origin) implements Comparable<Flow> {
    private static final Comparator<Flow> ORDER = Comparator.comparing(Flow::from).thenComparing(Flow::to)
            .thenComparing(Flow::protocol);

    /// Stable, as that of an element: `internet -> kubernetes/shop/ingress/shop`.
    public String id() {
        return from + " -> " + to;
    }

    @Override
    public int compareTo(Flow other) {
        return ORDER.compare(this, other);
    }
}
