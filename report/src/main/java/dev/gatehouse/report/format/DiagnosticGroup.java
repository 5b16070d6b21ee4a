package dev.gatehouse.report.format;

import dev.gatehouse.core.diagnostic.Diagnostic;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Diagnostics that say the same of several places: one line for all of them.
///
/// @param members
///            at least one, all of one kind and code, in their order
record DiagnosticGroup(List<Diagnostic> members) {
    /// How many places a line names.
    static final int EXAMPLES = 3;

    /// In the order of the first of each.
    static List<DiagnosticGroup> of(List<Diagnostic> diagnostics) {
        Map<String, List<Diagnostic>> groups = new LinkedHashMap<>();
        for (Diagnostic each : diagnostics) {
            groups.computeIfAbsent(each.kind() + " " + each.code(), key -> new ArrayList<>()).add(each);
        }
        // A few that say something else each are better read one by one.
        return groups.values().stream()
                .flatMap(members -> members.size() > EXAMPLES || same(members)
                        ? Stream.of(new DiagnosticGroup(List.copyOf(members)))
                        : members.stream().map(each -> new DiagnosticGroup(List.of(each))))
                .toList();
    }

    private static boolean same(List<Diagnostic> members) {
        return members.stream().allMatch(each -> each.what().equals(members.getFirst().what()));
    }

    /// Whether all say the same but for the place.
    boolean same() {
        return same(members);
    }

    Diagnostic first() {
        return members.getFirst();
    }

    /// `a/pom.xml, b/pom.xml, c/pom.xml and 18 more: what; remedy`. Where each place has its own text, the first of them stands for all.
    String text() {
        if (members.size() == 1) {
            return first().toString();
        }
        String what = first().what() + (first().remedy() == null ? "" : "; " + first().remedy());
        return same() ? places(0) + ": " + what : where(first()) + ": " + what + "; likewise " + places(1);
    }

    private String places(int from) {
        List<String> places = members.stream().skip(from).limit(EXAMPLES).map(DiagnosticGroup::where).toList();
        int more = members.size() - from - places.size();
        return String.join(", ", places) + (more > 0 ? " and " + Words.number(more) + " more" : "");
    }

    static String where(Diagnostic diagnostic) {
        return diagnostic.where() == null
                ? "the whole"
                : diagnostic.where() + (diagnostic.line() > 0 ? ":" + diagnostic.line() : "");
    }
}
