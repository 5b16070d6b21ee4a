package dev.gatehouse.threatmodel.derive;

import dev.gatehouse.document.Part;
import dev.gatehouse.core.diagnostic.Diagnostic;
import dev.gatehouse.core.diagnostic.DiagnosticSink;
import dev.gatehouse.document.DocumentException;
import dev.gatehouse.document.Documents;
import dev.gatehouse.document.Format;
import dev.gatehouse.document.Limits;
import dev.gatehouse.document.Value;
import dev.gatehouse.threatmodel.Element;
import dev.gatehouse.threatmodel.Flow;
import dev.gatehouse.threatmodel.Model;
import dev.gatehouse.threatmodel.Origin;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Takes the files of a repository one by one and makes the model of those that declare something. Not thread-safe.
public final class ModelBuilder {
    private static final Limits LIMITS = new Limits(8 << 20, 64, 500_000);
    /// A Go template is no YAML before it is rendered; that is said, not guessed.
    private static final String TEMPLATE = "{{";

    private static final int MOST_UNREADABLE = 1_000;
    private static final Set<String> CHECK = Set.of("threatmodel");

    private final DiagnosticSink diagnostics;
    private final Map<String, Integer> templates = new TreeMap<>();
    private final List<Unreadable> unreadable = new ArrayList<>();
    private final Kubernetes kubernetes = new Kubernetes();
    private final Compose compose = new Compose();
    private final OpenApi openApi = new OpenApi();

    /// A file that nobody can read.
    ///
    /// @param declares
    ///            whether it seems to declare something
    private record Unreadable(String path, DocumentException error, boolean declares) {}

    public ModelBuilder(DiagnosticSink diagnostics) {
        this.diagnostics = diagnostics;
    }

    /// Whether the file may declare something, judged by its name alone.
    public static boolean wants(String path) {
        String name = path.toLowerCase(Locale.ROOT);
        return name.endsWith(".yaml") || name.endsWith(".yml") || name.endsWith(".json") && name.contains("api");
    }

    /// Looks at a file. What becomes of one that cannot be read, [#tell] decides.
    public void add(String path, byte[] bytes) {
        List<Value> documents;
        try {
            documents = Documents.readAll(path.toLowerCase(Locale.ROOT).endsWith(".json") ? Format.JSON : Format.YAML, path,
                    bytes, LIMITS);
        } catch (DocumentException e) {
            unreadable(path, new String(bytes, StandardCharsets.UTF_8), e);
            return;
        }
        for (Value value : documents) {
            Part document = Part.of(value);
            if (document.at("apiVersion").exists() && document.at("kind").exists()) {
                kubernetes.add(path, document);
            } else if (OpenApi.isOne(document)) {
                openApi.add(path, document);
            } else if (Compose.isOne(path, document)) {
                compose.add(path, document);
            }
        }
    }

    private void unreadable(String path, String text, DocumentException e) {
        boolean declares = text.contains("apiVersion:") || text.contains("openapi:") || text.contains("services:");
        if (declares && text.contains(TEMPLATE)) {
            templates.merge(path.substring(0, path.lastIndexOf('/') + 1), 1, Integer::sum);
        } else if (unreadable.size() < MOST_UNREADABLE) {
            unreadable.add(new Unreadable(path, e, declares));
        }
    }

    /// Tells of the files that could not be read: all of them, and as gaps, if something that was reviewed is no longer to be seen, for
    /// then one of them may have declared it; else those that seem to declare something.
    ///
    /// @param lost
    ///            an element that was reviewed and is gone; null if there is none
    public void tell(@Nullable String lost) {
        for (Unreadable each : unreadable) {
            if (lost != null || each.declares()) {
                diagnostics.report(
                        new Diagnostic("manifest-unreadable", lost == null ? Diagnostic.Kind.DEGRADED : Diagnostic.Kind.GAP,
                                each.path(), each.error().line(), each.error().what(),
                                lost == null ? null : "repair it: " + lost + " was reviewed and is no longer to be seen", CHECK));
            }
        }
    }

    /// The model of all files so far.
    public Model build() {
        templates.forEach((folder, count) -> diagnostics.report(new Diagnostic("manifest-template", Diagnostic.Kind.DEGRADED,
                folder.isEmpty() ? "." : folder, 0, (count == 1 ? "a file is a template" : count + " files are templates")
                        + ", so the model does not show what is declared there",
                "render them (helm template) into a folder and name that", CHECK)));
        List<Element> elements = new ArrayList<>();
        List<Flow> flows = new ArrayList<>();
        kubernetes.finish(elements, flows);
        compose.finish(elements, flows);
        openApi.finish(elements, flows);
        if (flows.stream().anyMatch(flow -> flow.from().equals(Element.INTERNET))) {
            Origin first = flows.stream().filter(flow -> flow.from().equals(Element.INTERNET)).findFirst().orElseThrow().origin();
            elements.add(new Element(Element.INTERNET, Element.Kind.EXTERNAL, "users", Element.INTERNET, first, Set.of()));
        }
        return new Model(elements, flows);
    }
}
