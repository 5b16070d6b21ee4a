package dev.gatehouse.threatmodel.diagram;

import dev.gatehouse.threatmodel.Element;
import dev.gatehouse.threatmodel.Flow;
import dev.gatehouse.threatmodel.Model;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The model as an SVG that stands alone: no script, no font, nothing loaded. Light and dark follow the reader's setting.
public final class Svg {
    private static final int LONGEST_LABEL = 22;
    private static final String STYLE = """
            <style>
              .page{fill:#fff}.box{fill:#f6f8fa;stroke:#57606a}.store{fill:#ddf4ff;stroke:#0969da}.ingress{fill:#fff8c5;stroke:#9a6700}
              .external{fill:#fff;stroke:#57606a;stroke-dasharray:4 3}.zone{fill:none;stroke:#8250df;stroke-dasharray:8 4}
              text{font:13px system-ui,sans-serif;fill:#1f2328}.small{font-size:11px;fill:#57606a}.zonename{font-size:12px;fill:#8250df}
              .flow{fill:none;stroke:#57606a;stroke-width:1.4}.exposed{stroke:#cf222e;stroke-dasharray:5 4}
              @media(prefers-color-scheme:dark){.page{fill:#0d1117}.box{fill:#161b22;stroke:#8b949e}.store{fill:#0c2d6b;stroke:#58a6ff}
              .ingress{fill:#341a00;stroke:#d29922}.external{fill:#0d1117;stroke:#8b949e}text{fill:#e6edf3}.small{fill:#8b949e}.zone{stroke:#a371f7}
              .zonename{fill:#a371f7}.flow{stroke:#8b949e}.exposed{stroke:#ff7b72}}
            </style>
            """;

    private Svg() {}

    /// The text of the picture.
    public static String of(Model model) {
        Layout layout = Layout.of(model);
        var text = new StringBuilder();
        text.append("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 ").append(layout.width()).append(' ')
                .append(layout.height())
                .append("\" width=\"").append(layout.width()).append("\" height=\"").append(layout.height())
                .append("\" role=\"img\" aria-label=\"Data-flow diagram: ").append(model.elements().size()).append(" elements, ")
                .append(model.flows().size()).append(" flows\">\n").append(STYLE)
                .append("<defs><marker id=\"end\" viewBox=\"0 0 8 8\" refX=\"8\" refY=\"4\" markerWidth=\"7\" markerHeight=\"7\" orient=\"auto\">"
                        + "<path d=\"M0 0L8 4L0 8z\" fill=\"#57606a\"/></marker></defs>\n<rect class=\"page\" width=\"100%\" height=\"100%\"/>\n");
        model.zones().forEach((zone, elements) -> zone(text, layout, zone, elements));
        model.flows().forEach(flow -> flow(text, layout, model, flow));
        layout.boxes().values().forEach(box -> box(text, box));
        return text.append("</svg>\n").toString();
    }

    /// A frame round each run of boxes of a zone in a column: zones may be spread over several columns, and one big frame would
    /// swallow its neighbours.
    private static void zone(StringBuilder text, Layout layout, String zone, List<Element> elements) {
        Map<Integer, List<Layout.Box>> columns = new TreeMap<>();
        for (Element element : elements) {
            Layout.Box box = layout.boxes().get(element.id());
            if (box != null) {
                columns.computeIfAbsent(box.x(), _ -> new ArrayList<>()).add(box);
            }
        }
        columns.forEach((x, boxes) -> {
            int top = boxes.stream().mapToInt(Layout.Box::y).min().orElse(0) - 20;
            int bottom = boxes.stream().mapToInt(Layout.Box::y).max().orElse(0) + Layout.BOX_HEIGHT + 8;
            text.append("<rect class=\"zone\" rx=\"6\" x=\"").append(x - 10).append("\" y=\"").append(top).append("\" width=\"")
                    .append(Layout.BOX_WIDTH + 20).append("\" height=\"").append(bottom - top)
                    .append("\"/><text class=\"zonename\" x=\"")
                    .append(x - 4).append("\" y=\"").append(top + 14).append("\">").append(escaped(zone)).append("</text>\n");
        });
    }

    private static void box(StringBuilder text, Layout.Box box) {
        Element element = box.element();
        String style = switch (element.kind()) {
            case EXTERNAL -> "external";
            case INGRESS -> "ingress";
            case PROCESS -> "box";
            case STORE -> "store";
        };
        int round = element.kind() == Element.Kind.STORE ? 18 : 5;
        text.append("<g><title>").append(escaped(element.id() + " (" + element.origin() + ")")).append("</title><rect class=\"")
                .append(style)
                .append("\" rx=\"").append(round).append("\" x=\"").append(box.x()).append("\" y=\"").append(box.y())
                .append("\" width=\"")
                .append(Layout.BOX_WIDTH).append("\" height=\"").append(Layout.BOX_HEIGHT)
                .append("\"/><text text-anchor=\"middle\" x=\"")
                .append(box.x() + Layout.BOX_WIDTH / 2).append("\" y=\"").append(box.y() + 21).append("\">")
                .append(escaped(shortened(element.name())))
                .append("</text><text class=\"small\" text-anchor=\"middle\" x=\"").append(box.x() + Layout.BOX_WIDTH / 2)
                .append("\" y=\"")
                .append(box.y() + 38).append("\">").append(element.kind().label()).append("</text></g>\n");
    }

    private static void flow(StringBuilder text, Layout layout, Model model, Flow flow) {
        Layout.Box from = layout.boxes().get(flow.from());
        Layout.Box to = layout.boxes().get(flow.to());
        if (from == null || to == null) {
            return;
        }
        int half = Layout.BOX_HEIGHT / 2;
        boolean forward = to.x() > from.x();
        int x1 = from.x() + Layout.BOX_WIDTH;
        int y1 = from.y() + half;
        int x2 = forward ? to.x() : to.x() + Layout.BOX_WIDTH;
        int y2 = to.y() + half;
        int bend = forward ? (x2 - x1) / 2 : 60;
        boolean exposed = model.crossesBoundary(flow) && !flow.encrypted();
        text.append("<path class=\"flow").append(exposed ? " exposed" : "").append("\" marker-end=\"url(#end)\" d=\"M").append(x1)
                .append(' ')
                .append(y1).append('C').append(x1 + bend).append(' ').append(y1).append(' ')
                .append(forward ? x2 - bend : x2 + bend).append(' ')
                .append(y2).append(' ').append(x2).append(' ').append(y2).append("\"><title>").append(escaped(flow.id()))
                .append("</title></path>")
                .append("<text class=\"small\" text-anchor=\"middle\" x=\"").append((x1 + x2) / 2).append("\" y=\"")
                .append((y1 + y2) / 2 - 5)
                .append("\">").append(escaped(flow.protocol() + (exposed ? " in clear" : ""))).append("</text>\n");
    }

    private static String shortened(String name) {
        return name.length() <= LONGEST_LABEL ? name : name.substring(0, LONGEST_LABEL - 1) + "…";
    }

    private static String escaped(String text) {
        var clean = new StringBuilder();
        text.codePoints().limit(300).forEach(c -> {
            switch (c) {
                case '<' -> clean.append("&lt;");
                case '>' -> clean.append("&gt;");
                case '&' -> clean.append("&amp;");
                case '"' -> clean.append("&quot;");
                default ->
                    clean.appendCodePoint(c < 0x20 || c >= 0xd800 && c <= 0xdfff || c == 0xfffe || c == 0xffff ? 0xfffd : c);
            }
        });
        return clean.toString();
    }
}
