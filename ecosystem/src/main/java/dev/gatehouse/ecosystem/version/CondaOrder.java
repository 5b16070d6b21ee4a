package dev.gatehouse.ecosystem.version;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Conda: `epoch!version+local`, parts of numbers and words; `dev` before every word, words before numbers, `post` after all.
/// Source: conda's `VersionOrder`.
record CondaOrder(String epoch, List<List<String>> version,
        List<List<String>> local) implements Comparable<CondaOrder>, Prerelease {
    private static final Pattern VALID = Pattern.compile("[*.+!_0-9a-z-]+");
    private static final Pattern RUN = Pattern.compile("\\d+|[^\\d]+");

    static CondaOrder parse(String text) throws VersionException {
        String whole = text.strip().toLowerCase(Locale.ROOT);
        if (!VALID.matcher(whole).matches()) {
            throw new VersionException("not a version of conda");
        }
        int bang = whole.indexOf('!');
        String epoch = bang < 0 ? "0" : whole.substring(0, bang);
        if (!Digits.only(epoch)) {
            throw new VersionException("the epoch is no number");
        }
        String rest = whole.substring(bang + 1);
        int plus = rest.indexOf('+');
        return new CondaOrder(epoch, parts(plus < 0 ? rest : rest.substring(0, plus)),
                plus < 0 ? List.of() : parts(rest.substring(plus + 1)));
    }

    private static List<List<String>> parts(String text) throws VersionException {
        // One underscore at the end stands for itself: 1.0.1_ is a release of OpenSSL.
        boolean last = text.endsWith("_");
        String[] split = (last ? text.substring(0, text.length() - 1) : text).replace('-', '_').split("[._]", -1);
        List<List<String>> parts = new ArrayList<>(split.length);
        for (int i = 0; i < split.length; i++) {
            String part = last && i == split.length - 1 ? split[i] + "_" : split[i];
            if (part.isEmpty()) {
                throw new VersionException("an empty part");
            }
            List<String> runs = new ArrayList<>(RUN.matcher(part).results().map(run -> run.group()).toList());
            if (!Digits.is(part.charAt(0))) {
                runs.addFirst("0");
            }
            parts.add(List.copyOf(runs));
        }
        return List.copyOf(parts);
    }

    @Override
    public boolean isPrerelease() {
        return version.stream().flatMap(List::stream).anyMatch(run -> !Digits.only(run) && !run.equals("post"));
    }

    @Override
    public int compareTo(CondaOrder other) {
        int order = Digits.compare(epoch, other.epoch);
        order = order != 0 ? order : compareParts(version, other.version);
        return order != 0 ? order : compareParts(local, other.local);
    }

    private static int compareParts(List<List<String>> a, List<List<String>> b) {
        for (int i = 0; i < Math.max(a.size(), b.size()); i++) {
            List<String> left = i < a.size() ? a.get(i) : List.of();
            List<String> right = i < b.size() ? b.get(i) : List.of();
            for (int j = 0; j < Math.max(left.size(), right.size()); j++) {
                int order = compareRuns(j < left.size() ? left.get(j) : null, j < right.size() ? right.get(j) : null);
                if (order != 0) {
                    return order;
                }
            }
        }
        return 0;
    }

    /// A missing run counts as 0.
    private static int compareRuns(@Nullable String a, @Nullable String b) {
        String left = a == null ? "0" : a;
        String right = b == null ? "0" : b;
        int order = Integer.compare(rank(left), rank(right));
        return order != 0 ? order : Digits.only(left) ? Digits.compare(left, right) : left.compareTo(right);
    }

    private static int rank(String run) {
        return Digits.only(run) ? 2 : run.equals("dev") ? 0 : run.equals("post") ? 3 : 1;
    }
}
