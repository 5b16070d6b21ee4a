package dev.gatehouse.threatmodel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.document.Documents;
import dev.gatehouse.document.Limits;
import dev.gatehouse.threatmodel.diagram.Mermaid;
import dev.gatehouse.threatmodel.diagram.Svg;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DiagramTest {

    @Test
    void theMermaidChartShowsZonesShapesAndWhatIsInClear() {
        assertThat(Mermaid.of(Samples.shop())).isEqualTo("""
                flowchart LR
                  subgraph z0["internet"]
                    n0["users"]
                  end
                  subgraph z1["kubernetes/shop"]
                    n1("checkout")
                    n2{{"shop"}}
                    n3[("orders")]
                    n4{{"Checkout API"}}
                  end
                  n0 -. "http in clear" .-> n2
                  n0 -- "https" --> n4
                  n1 -- "postgres" --> n3
                  n2 -- "http" --> n1
                  n4 -- "http" --> n1
                """);
    }

    @Test
    void thePictureIsWellFormedWhateverTheNamesAre() throws Exception {
        List<Element> elements = new ArrayList<>();
        List<Flow> flows = new ArrayList<>();
        var origin = new Origin("a<b>.yaml", 1);
        for (int i = 0; i < 30; i++) {
            elements.add(new Element("id" + i + "\"<&>'\u0001", Element.Kind.values()[i % 4], "]]><script>\ud800" + i,
                    "zone\"" + i % 3, origin, Set.of()));
            // Rings, so that the layout cannot wait for a beginning.
            flows.add(new Flow("id" + i + "\"<&>'\u0001", "id" + (i + 7) % 30 + "\"<&>'\u0001", "p<", i % 2 == 0, origin));
        }
        for (Model model : List.of(Samples.shop(), new Model(elements, flows), new Model(List.of(), List.of()))) {
            String svg = Svg.of(model);
            var root = Documents.readXml("model.svg", svg.getBytes(StandardCharsets.UTF_8), Limits.DEFAULT);
            assertThat(root.name().toString()).endsWith("svg");
            assertThat(svg).doesNotContain("<script").doesNotContain("href");
            assertThat(Svg.of(model)).isEqualTo(svg);
        }
    }
}
