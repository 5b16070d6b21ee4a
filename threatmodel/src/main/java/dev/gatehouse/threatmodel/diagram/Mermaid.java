package dev.gatehouse.threatmodel.diagram;

import dev.gatehouse.threatmodel.Element;
import dev.gatehouse.threatmodel.Flow;
import dev.gatehouse.threatmodel.Model;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The model as a Mermaid flowchart, which code hosts draw inside Markdown.
public final class Mermaid {
    private Mermaid() {}

    /// The text of the chart.
    public static String of(Model model) {
        Map<String, String> names = new LinkedHashMap<>();
        model.elements().forEach(element -> names.put(element.id(), "n" + names.size()));
        var text = new StringBuilder("flowchart LR\n");
        int zone = 0;
        for (Map.Entry<String, List<Element>> entry : model.zones().entrySet()) {
            text.append("  subgraph z").append(zone++).append("[\"").append(escaped(entry.getKey())).append("\"]\n");
            for (Element element : entry.getValue()) {
                text.append("    ").append(names.get(element.id())).append(shape(element)).append('\n');
            }
            text.append("  end\n");
        }
        for (Flow flow : model.flows()) {
            boolean exposed = model.crossesBoundary(flow) && !flow.encrypted();
            text.append("  ").append(names.get(flow.from())).append(exposed ? " -. \"" : " -- \"")
                    .append(escaped(flow.protocol()))
                    .append(exposed ? " in clear\" .-> " : "\" --> ").append(names.get(flow.to())).append('\n');
        }
        return text.toString();
    }

    private static String shape(Element element) {
        String label = "\"" + escaped(element.name()) + "\"";
        return switch (element.kind()) {
            case EXTERNAL -> "[" + label + "]";
            case INGRESS -> "{{" + label + "}}";
            case PROCESS -> "(" + label + ")";
            case STORE -> "[(" + label + ")]";
        };
    }

    /// Mermaid takes entities by number; everything that could end a label becomes one.
    private static String escaped(String text) {
        var clean = new StringBuilder();
        text.codePoints().limit(120).forEach(c -> {
            if (Character.isLetterOrDigit(c) || "-_./@: ".indexOf(c) >= 0) {
                clean.appendCodePoint(c);
            } else {
                clean.append('#').append(c).append(';');
            }
        });
        return clean.toString();
    }
}
