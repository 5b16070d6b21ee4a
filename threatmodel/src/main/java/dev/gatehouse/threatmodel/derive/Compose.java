package dev.gatehouse.threatmodel.derive;

import dev.gatehouse.document.Part;
import dev.gatehouse.threatmodel.Element;
import dev.gatehouse.threatmodel.Element.Kind;
import dev.gatehouse.threatmodel.Element.Property;
import dev.gatehouse.threatmodel.Flow;
import dev.gatehouse.threatmodel.Origin;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Elements and flows of Compose files. A published port is an ingress unless it is bound to the machine itself.
final class Compose {
    private final List<File> files = new ArrayList<>();

    private record File(String path, String project, Part document) {
        String id(String service) {
            return "compose/" + project + "/" + service;
        }
    }

    static boolean isOne(String path, Part document) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        return document.at("services").members().values().stream()
                .anyMatch(service -> service.at("image").exists() || service.at("build").exists())
                && (name.contains("compose") || name.startsWith("docker-stack") || document.at("version").exists());
    }

    void add(String path, Part document) {
        int slash = path.lastIndexOf('/');
        String folder = slash < 0 ? "" : path.substring(0, slash);
        String project = document.at("name").text(folder.isEmpty() ? "main" : folder.substring(folder.lastIndexOf('/') + 1));
        files.add(new File(path, project, document));
    }

    void finish(List<Element> elements, List<Flow> flows) {
        for (File file : files) {
            Map<String, Part> services = file.document.at("services").members();
            services.forEach((name, service) -> {
                elements.add(element(file, name, service));
                publish(file, name, service, elements, flows);
                links(file, name, service, services, flows);
            });
        }
    }

    private static Element element(File file, String name, Part service) {
        var properties = EnumSet.noneOf(Property.class);
        if (service.at("privileged").isTrue()) {
            properties.add(Property.PRIVILEGED);
        }
        String user = service.at("user").text();
        if (user.equals("root") || user.equals("0") || user.startsWith("0:")) {
            properties.add(Property.RUNS_AS_ROOT);
        }
        if (mountsHost(service)) {
            properties.add(Property.MOUNTS_HOST);
        }
        if (!service.at("deploy", "resources", "limits", "memory").exists() && !service.at("mem_limit").exists()) {
            properties.add(Property.WITHOUT_LIMITS);
        }
        if (!service.at("build").exists() && Images.isMutable(service.at("image").text())) {
            properties.add(Property.MUTABLE_IMAGE);
        }
        return new Element(file.id(name), Images.store(service.at("image").text(), name) == null ? Kind.PROCESS : Kind.STORE,
                name,
                "compose/" + file.project, new Origin(file.path, service.line()), properties);
    }

    /// The engine's socket or a folder of the system, not a folder of the project.
    private static boolean mountsHost(Part service) {
        for (Part volume : service.at("volumes").items()) {
            String source = volume.at("source").exists() ? volume.at("source").text() : volume.text().split(":", 2)[0];
            if (source.equals("/") || source.endsWith("docker.sock") || source.startsWith("/etc") || source.startsWith("/proc")
                    || source.startsWith("/var/run") || source.startsWith("/root")) {
                return true;
            }
        }
        return service.at("pid").text().equals("host") || service.at("network_mode").text().equals("host");
    }

    private static void publish(File file, String name, Part service, List<Element> elements, List<Flow> flows) {
        for (Part port : service.at("ports").items()) {
            String text = port.text();
            String host = port.at("host_ip").text(text.split(":").length == 3 ? text.split(":")[0] : "");
            boolean published = port.at("published").exists() || text.contains(":");
            if (!published || host.equals("127.0.0.1") || host.equals("localhost") || text.startsWith("[::1]")) {
                continue;
            }
            String id = file.id(name) + "/published";
            var origin = new Origin(file.path, port.line());
            boolean encrypted = text.endsWith(":443") || text.endsWith(":8443") || port.at("target").text().equals("443");
            elements.add(new Element(id, Kind.INGRESS, name + " (published)", "compose/" + file.project, origin,
                    encrypted ? EnumSet.noneOf(Property.class) : EnumSet.of(Property.WITHOUT_ENCRYPTION)));
            flows.add(new Flow(Element.INTERNET, id, encrypted ? "https" : "http", encrypted, origin));
            flows.add(new Flow(id, file.id(name), "tcp", encrypted, origin));
        }
    }

    private static void links(File file, String name, Part service, Map<String, Part> services, List<Flow> flows) {
        Map<String, Part> variables = new LinkedHashMap<>(service.at("environment").members());
        for (Part item : service.at("environment").items()) {
            variables.put(item.text(), item);
        }
        variables.forEach((key, part) -> {
            int equals = part.text().indexOf('=');
            boolean listed = key.equals(part.text()) && equals > 0;
            Address address = Address.of(listed ? key.substring(0, equals) : key,
                    listed ? part.text().substring(equals + 1) : part.text());
            if (address != null && services.containsKey(address.host())) {
                String store = Images.store(services.get(address.host()).at("image").text(), address.host());
                flows.add(new Flow(file.id(name), file.id(address.host()),
                        store != null && address.protocol().equals("tcp") ? store : address.protocol(), address.encrypted(),
                        new Origin(file.path, part.line())));
            }
        });
        List<String> needed = new ArrayList<>(service.at("depends_on").members().keySet());
        service.at("depends_on").items().forEach(item -> needed.add(item.text()));
        service.at("links").items().forEach(item -> needed.add(item.text().split(":", 2)[0]));
        for (String other : needed) {
            boolean known = flows.stream()
                    .anyMatch(flow -> flow.from().equals(file.id(name)) && flow.to().equals(file.id(other)));
            if (services.containsKey(other) && !known) {
                String store = Images.store(services.get(other).at("image").text(), other);
                flows.add(new Flow(file.id(name), file.id(other), store == null ? "tcp" : store, false,
                        new Origin(file.path, service.line())));
            }
        }
    }
}
