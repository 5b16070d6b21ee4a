package dev.gatehouse.threatmodel.derive;

import dev.gatehouse.document.Part;
import dev.gatehouse.threatmodel.Element;
import dev.gatehouse.threatmodel.Element.Kind;
import dev.gatehouse.threatmodel.Element.Property;
import dev.gatehouse.threatmodel.Flow;
import dev.gatehouse.threatmodel.Origin;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Interfaces that OpenAPI (2.0, 3.x) describes: whether every operation asks who is calling, and whether callers can change data.
final class OpenApi {
    private static final Set<String> METHODS = Set.of("get", "head", "options", "post", "put", "patch", "delete");
    private static final Set<String> CHANGING = Set.of("post", "put", "patch", "delete");

    private final Map<String, Element> interfaces = new TreeMap<>();
    private final Map<String, Boolean> encrypted = new TreeMap<>();

    static boolean isOne(Part document) {
        return (document.at("openapi").exists() || document.at("swagger").exists()) && document.at("paths").exists();
    }

    void add(String path, Part document) {
        String title = document.at("info", "title").text("api");
        String name = title.strip().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
        var properties = EnumSet.noneOf(Property.class);
        boolean everywhere = asks(document.at("security"));
        for (Part item : document.at("paths").members().values()) {
            item.members().forEach((method, operation) -> {
                if (!METHODS.contains(method)) {
                    return;
                }
                Part own = operation.at("security");
                if (own.exists() ? !asks(own) : !everywhere) {
                    properties.add(Property.WITHOUT_AUTHENTICATION);
                }
                if (CHANGING.contains(method)) {
                    properties.add(Property.CHANGES_DATA);
                }
            });
        }
        boolean plain = document.at("servers").items().stream().anyMatch(server -> server.at("url").text().startsWith("http://")
                && !server.at("url").text().startsWith("http://localhost"))
                || document.at("schemes").items().stream().anyMatch(scheme -> scheme.text().equals("http"));
        if (plain) {
            properties.add(Property.WITHOUT_ENCRYPTION);
        }
        String id = "openapi/" + name;
        interfaces.putIfAbsent(id,
                new Element(id, Kind.INGRESS, title, "interface", new Origin(path, document.line()), properties));
        encrypted.putIfAbsent(id, !plain);
    }

    /// Whether a list of requirements lets nobody in unasked: an empty requirement in it makes the others optional.
    private static boolean asks(Part security) {
        List<Part> alternatives = security.items();
        return !alternatives.isEmpty() && alternatives.stream().noneMatch(alternative -> alternative.members().isEmpty());
    }

    /// Each interface belongs to the workload of its name, if there is one; else it stands alone.
    void finish(List<Element> elements, List<Flow> flows) {
        List<Element> processes = elements.stream().filter(element -> element.kind() == Kind.PROCESS).toList();
        interfaces.forEach((id, element) -> {
            String name = id.substring("openapi/".length());
            List<Element> behind = processes.stream()
                    .filter(process -> name.equals(process.name()) || name.equals(process.name() + "-api"))
                    .toList();
            String zone = behind.isEmpty() ? element.zone() : behind.getFirst().zone();
            elements.add(new Element(id, Kind.INGRESS, element.name(), zone, element.origin(), element.properties()));
            boolean secure = encrypted.getOrDefault(id, true);
            flows.add(new Flow(Element.INTERNET, id, secure ? "https" : "http", secure, element.origin()));
            behind.forEach(process -> flows.add(new Flow(id, process.id(), "http", false, element.origin())));
        });
    }
}
