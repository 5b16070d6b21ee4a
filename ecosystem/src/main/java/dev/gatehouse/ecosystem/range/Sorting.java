package dev.gatehouse.ecosystem.range;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Sorts by an order that may go round in a circle, as Maven's does for some versions. The JDK's own sorting throws when it notices
/// one; untrusted advisories must not be able to cause that.
final class Sorting {
    private Sorting() {}

    /// A sorted copy, stable; some order where there is a circle.
    static <T> List<T> sorted(List<T> elements, Comparator<? super T> order) {
        if (elements.size() < 2) {
            return List.copyOf(elements);
        }
        int middle = elements.size() / 2;
        List<T> left = sorted(elements.subList(0, middle), order);
        List<T> right = sorted(elements.subList(middle, elements.size()), order);
        List<T> merged = new ArrayList<>(elements.size());
        int i = 0;
        int j = 0;
        while (i < left.size() || j < right.size()) {
            boolean first = j == right.size() || i < left.size() && order.compare(left.get(i), right.get(j)) <= 0;
            merged.add(first ? left.get(i++) : right.get(j++));
        }
        return merged;
    }
}
