package dev.gatehouse.threatmodel.diagram;

import dev.gatehouse.threatmodel.Element;
import dev.gatehouse.threatmodel.Flow;
import dev.gatehouse.threatmodel.Model;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// Where the boxes stand: columns from left to right along the flows, rows sorted so that lines cross little; a zone's boxes stay
/// together. Positions are whole pixels and depend on the model alone.
final class Layout {
    static final int BOX_WIDTH = 180;
    static final int BOX_HEIGHT = 48;
    private static final int COLUMN = BOX_WIDTH + 110;
    private static final int ROW = BOX_HEIGHT + 34;
    private static final int MARGIN = 48;
    private static final int SWEEPS = 4;

    /// Middle of the left edge is at x, y + BOX_HEIGHT / 2.
    record Box(Element element, int x, int y) {}

    private final SequencedMap<String, Box> boxes = new LinkedHashMap<>();
    private final int width;
    private final int height;

    private Layout(List<Box> all) {
        all.forEach(box -> boxes.put(box.element().id(), box));
        width = all.stream().mapToInt(box -> box.x() + BOX_WIDTH).max().orElse(0) + MARGIN;
        height = all.stream().mapToInt(box -> box.y() + BOX_HEIGHT).max().orElse(0) + MARGIN;
    }

    static Layout of(Model model) {
        Map<String, Integer> columns = columns(model);
        List<List<Element>> order = new ArrayList<>();
        model.zones().values().forEach(zone -> zone.forEach(element -> {
            int column = columns.getOrDefault(element.id(), 0);
            while (order.size() <= column) {
                order.add(new ArrayList<>());
            }
            order.get(column).add(element);
        }));
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            sort(order, model.flows());
        }
        List<Box> boxes = new ArrayList<>();
        for (int column = 0; column < order.size(); column++) {
            List<Element> rows = order.get(column);
            for (int row = 0; row < rows.size(); row++) {
                boxes.add(new Box(rows.get(row), MARGIN + column * COLUMN, MARGIN + row * ROW));
            }
        }
        return new Layout(boxes);
    }

    /// The longest way from a source, but never more than there are elements: flows may run in circles.
    private static Map<String, Integer> columns(Model model) {
        Map<String, Integer> columns = new HashMap<>();
        model.elements().forEach(element -> columns.put(element.id(), element.kind() == Element.Kind.EXTERNAL ? 0 : 1));
        int limit = Math.min(model.elements().size(), 12);
        for (int round = 0; round < limit; round++) {
            boolean moved = false;
            for (Flow flow : model.flows()) {
                int wanted = columns.getOrDefault(flow.from(), 0) + 1;
                if (wanted > columns.getOrDefault(flow.to(), 0) && wanted <= limit) {
                    columns.put(flow.to(), wanted);
                    moved = true;
                }
            }
            if (!moved) {
                break;
            }
        }
        return columns;
    }

    /// By zone, then by the middle of the neighbours on the left.
    private static void sort(List<List<Element>> order, List<Flow> flows) {
        Map<String, Integer> rows = new HashMap<>();
        order.forEach(column -> {
            for (int i = 0; i < column.size(); i++) {
                rows.put(column.get(i).id(), i);
            }
        });
        for (List<Element> column : order) {
            Map<String, Double> middle = new HashMap<>();
            for (Element element : column) {
                middle.put(element.id(), flows.stream().filter(flow -> flow.to().equals(element.id()))
                        .mapToInt(flow -> rows.getOrDefault(flow.from(), 0)).average()
                        .orElse(rows.getOrDefault(element.id(), 0)));
            }
            column.sort(Comparator.comparing(Element::zone).thenComparing(element -> middle.getOrDefault(element.id(), 0.0))
                    .thenComparing(Element::id));
        }
    }

    SequencedMap<String, Box> boxes() {
        return boxes;
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }
}
