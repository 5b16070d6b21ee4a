package dev.gatehouse.foreign;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A result with the secrets in it masked. All its texts are looked at together: a value that is plainly a secret in the quoted line
/// is hidden in the message too.
final class MaskedResult {
    private MaskedResult() {}

    static ForeignResult of(ForeignResult result, Repository repository) {
        List<String> texts = new ArrayList<>();
        texts(result, texts::add);
        Iterator<String> masked = repository.masked(texts).iterator();
        return texts(result, _ -> masked.next());
    }

    /// Visits every text that is shown, always in the same order.
    private interface Visitor {
        /// What stands in its place; what a first visit answers is not looked at.
        Object visit(String text);
    }

    private static ForeignResult texts(ForeignResult result, Visitor visitor) {
        String title = optional(result.title(), visitor);
        String message = text(result.message(), visitor);
        String help = optional(result.help(), visitor);
        String remedy = optional(result.remedy(), visitor);
        List<Spot> spots = new ArrayList<>();
        for (Spot spot : result.spots()) {
            spots.add(switch (spot) {
                case Spot.InFile(String uri, int line, int column, int endLine, int endColumn, String snippet) ->
                    new Spot.InFile(uri, line, column, endLine, endColumn, optional(snippet, visitor));
                case Spot.AtEndpoint(String method, String uri, String parameter) ->
                    new Spot.AtEndpoint(method, text(uri, visitor), optional(parameter, visitor));
                case Spot.AtResource(String kind, String name) -> new Spot.AtResource(kind, text(name, visitor));
                case Spot.InPackage inPackage -> inPackage;
            });
        }
        var evidence = new LinkedHashMap<String, String>();
        result.evidence().forEach((name, text) -> evidence.put(name, text(text, visitor)));
        String dismissed = optional(result.dismissed(), visitor);
        return new ForeignResult(result.line(), result.tool(), result.rule(), title, result.severity(), result.confidence(),
                message,
                help, remedy, result.link(), result.cwe(), spots, result.fingerprints(), result.names(), dismissed, evidence);
    }

    private static String text(String text, Visitor visitor) {
        return String.valueOf(visitor.visit(text));
    }

    private static @Nullable String optional(@Nullable String text, Visitor visitor) {
        return text == null ? null : text(text, visitor);
    }
}
