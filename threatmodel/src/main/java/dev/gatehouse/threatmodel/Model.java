package dev.gatehouse.threatmodel;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What there is and what flows where. Sorted, so that the same repository always gives the same model.
public final class Model {
    private final SequencedMap<String, Element> elements;
    private final List<Flow> flows;

    /// @param elements
    ///            of two with the same id the first stays
    /// @param flows
    ///            between elements of the model; others are left out. Of two with the same ends and protocol an unencrypted one
    ///            stays
    public Model(Collection<Element> elements, Collection<Flow> flows) {
        var byId = new TreeMap<String, Element>();
        elements.forEach(element -> byId.putIfAbsent(element.id(), element));
        this.elements = new LinkedHashMap<>(byId);
        Map<String, Flow> kept = new TreeMap<>();
        for (Flow flow : flows) {
            if (byId.containsKey(flow.from()) && byId.containsKey(flow.to()) && !flow.from().equals(flow.to())) {
                kept.merge(flow.id() + " " + flow.protocol(), flow, (a, b) -> a.encrypted() && !b.encrypted() ? b : a);
            }
        }
        this.flows = kept.values().stream().sorted().toList();
    }

    /// Every element, by id.
    public List<Element> elements() {
        return List.copyOf(elements.values());
    }

    /// Every flow, sorted.
    public List<Flow> flows() {
        return flows;
    }

    /// The element of the id.
    public @Nullable Element element(String id) {
        return elements.get(id);
    }

    /// Whether the flow leaves a zone.
    public boolean crossesBoundary(Flow flow) {
        Element from = elements.get(flow.from());
        Element to = elements.get(flow.to());
        return from != null && to != null && !from.zone().equals(to.zone());
    }

    /// The zones and what lies in each, sorted.
    public SequencedMap<String, List<Element>> zones() {
        var zones = new TreeMap<String, List<Element>>();
        elements.values().forEach(element -> zones.computeIfAbsent(element.zone(), _ -> new ArrayList<>()).add(element));
        return new LinkedHashMap<>(zones);
    }

    /// Whether data from outside comes to this element, directly or through others.
    public boolean reachableFromOutside(Element element) {
        Set<String> reached = new LinkedHashSet<>();
        Deque<String> next = new ArrayDeque<>();
        elements.values().stream().filter(each -> each.kind() == Element.Kind.EXTERNAL).map(Element::id).forEach(next::add);
        while (!next.isEmpty()) {
            String here = next.remove();
            if (reached.add(here)) {
                flows.stream().filter(flow -> flow.from().equals(here)).map(Flow::to).forEach(next::add);
            }
        }
        return reached.contains(element.id());
    }
}
