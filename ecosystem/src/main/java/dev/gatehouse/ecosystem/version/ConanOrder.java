package dev.gatehouse.ecosystem.version;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Conan: any number of numbers and words, a pre-release and a build. A number and a word are compared as texts, which is
/// not transitive (`1b` < `2` < `10` < `1b`); Conan's own order is not either. Source: Conan 2's `Version`.
record ConanOrder(List<String> items, @Nullable ConanOrder prerelease, @Nullable ConanOrder build)
        implements
            Comparable<ConanOrder>,
            Prerelease {

    static ConanOrder parse(String text) {
        String version = text.strip().toLowerCase(Locale.ROOT);
        int plus = version.lastIndexOf('+');
        ConanOrder build = plus < 0 ? null : items(version.substring(plus + 1));
        version = plus < 0 ? version : version.substring(0, plus);
        int hyphen = version.indexOf('-');
        ConanOrder prerelease = hyphen < 0 ? null : items(version.substring(hyphen + 1));
        return new ConanOrder(items(hyphen < 0 ? version : version.substring(0, hyphen)).items, prerelease, build);
    }

    private static ConanOrder items(String dotted) {
        List<String> items = new ArrayList<>(List.of(dotted.split("\\.", -1)));
        while (!items.isEmpty() && Digits.only(items.getLast()) && Digits.compare(items.getLast(), "0") == 0) {
            items.removeLast();
        }
        return new ConanOrder(List.copyOf(items), null, null);
    }

    @Override
    public boolean isPrerelease() {
        return prerelease != null;
    }

    @Override
    public int compareTo(ConanOrder other) {
        int order = compareItems(items, other.items);
        if (order == 0) {
            order = prerelease == null || other.prerelease == null
                    ? Boolean.compare(prerelease == null, other.prerelease == null)
                    : compareItems(prerelease.items, other.prerelease.items);
        }
        if (order == 0) {
            order = build == null || other.build == null
                    ? Boolean.compare(build != null, other.build != null)
                    : compareItems(build.items, other.build.items);
        }
        return order;
    }

    private static int compareItems(List<String> a, List<String> b) {
        for (int i = 0; i < a.size() && i < b.size(); i++) {
            boolean numbers = Digits.only(a.get(i)) && Digits.only(b.get(i));
            int order = numbers ? Digits.compare(a.get(i), b.get(i)) : a.get(i).compareTo(b.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(a.size(), b.size());
    }
}
