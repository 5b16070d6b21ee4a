package dev.gatehouse.threatmodel.derive;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Takes the files of a repository one by one and makes the model of those that declare something. Not thread-safe.
public final class ModelBuilder {
    private static final Limits LIMITS = new Limits(8 << 20, 64, 500_000);
    /// A Go template is no YAML before it is rendered; that is said, not guessed.
    private static final String TEMPLATE = "{{";

    private final DiagnosticSink diagnostics;
    private final Kubernetes kubernetes = new Kubernetes();
    private final Compose compose = new Compose();
    private final OpenApi openApi = new OpenApi();

    public ModelBuilder(DiagnosticSink diagnostics) {
        this.diagnostics = diagnostics;
    }

    /// Whether the file may declare something, judged by its name alone.
    public static boolean wants(String path) {
        String name = path.toLowerCase(Locale.ROOT);
        return name.endsWith(".yaml") || name.endsWith(".yml") || name.endsWith(".json") && name.contains("api");
    }

    /// Looks at a file. One that cannot be read is a diagnostic only if it seems to declare something.
    public void add(String path, byte[] bytes) {
        List<Value> documents;
        try {
            documents = Documents.readAll(path.toLowerCase(Locale.ROOT).endsWith(".json") ? Format.JSON : Format.YAML, path,
                    bytes, LIMITS);
        } catch (DocumentException e) {
            String text = new String(bytes, java.nio.charset.StandardCharsets.UTF_8);
            if (text.contains("apiVersion:") || text.contains("openapi:") || text.contains("services:")) {
                boolean template = text.contains(TEMPLATE);
                diagnostics.report(new Diagnostic(template ? "manifest-template" : "manifest-unreadable",
                        Diagnostic.Kind.DEGRADED, path,
                        e.line(), template ? "it is a template, so the model does not show what it declares" : e.what(),
                        template ? "render it (helm template) into a folder and name that" : null, Set.of("threatmodel")));
            }
            return;
        }
        for (Value value : documents) {
            Part document = new Part(value);
            if (document.at("apiVersion").exists() && document.at("kind").exists()) {
                kubernetes.add(path, document);
            } else if (OpenApi.isOne(document)) {
                openApi.add(path, document);
            } else if (Compose.isOne(path, document)) {
                compose.add(path, document);
            }
        }
    }

    /// The model of all files so far.
    public Model build() {
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
