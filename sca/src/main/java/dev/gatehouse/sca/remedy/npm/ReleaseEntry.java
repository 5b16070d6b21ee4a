package dev.gatehouse.sca.remedy.npm;

import dev.gatehouse.document.Mapping;
import dev.gatehouse.document.Scalar;
import dev.gatehouse.document.Sequence;
import dev.gatehouse.document.Value;
import dev.gatehouse.sca.listing.Nodes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the lock file takes over from a package's manifest.
final class ReleaseEntry {
    private final Mapping manifest;
    private final Map<String, Object> entry;

    ReleaseEntry(Mapping manifest, Map<String, Object> entry) {
        this.manifest = manifest;
        this.entry = entry;
    }

    /// @param licences
    ///            whether this lock file keeps licences
    /// @param funding
    ///            whether it keeps who wants to be funded
    Map<String, Object> complete(boolean licences, boolean funding) {
        if (licences) {
            text("license", licence());
        }
        needs();
        mapping("engines");
        list("os");
        list("cpu");
        list("libc");
        binaries();
        if (funding) {
            Object wanted = funding(manifest.get("funding"));
            if (wanted != null) {
                entry.put("funding", wanted);
            }
        }
        return entry;
    }

    private void text(String name, String value) {
        if (!value.isEmpty()) {
            entry.put(name, value);
        }
    }

    private String licence() {
        Mapping object = Nodes.mapping(manifest, "license");
        return object == null ? Nodes.text(manifest, "license") : Nodes.text(object, "type");
    }

    /// Optional ones stand among the others too in a registry; the lock file has them once.
    private void needs() {
        Map<String, Object> dependencies = requirements("dependencies");
        Map<String, Object> optional = requirements("optionalDependencies");
        dependencies.keySet().removeAll(optional.keySet());
        put("dependencies", dependencies);
        put("optionalDependencies", optional);
        put("peerDependencies", requirements("peerDependencies"));
        mapping("peerDependenciesMeta");
    }

    private void put(String name, Map<String, Object> members) {
        if (!members.isEmpty()) {
            entry.put(name, members);
        }
    }

    private Map<String, Object> requirements(String group) {
        Map<String, Object> requirements = new LinkedHashMap<>();
        Nodes.members(manifest, group).forEach(member -> requirements.put(member.key(), Nodes.text(member.value())));
        return requirements;
    }

    private void mapping(String name) {
        if (manifest.get(name) instanceof Mapping mapping && !mapping.members().isEmpty()) {
            entry.put(name, NpmJson.plain(mapping));
        }
    }

    private void list(String name) {
        List<String> texts = Nodes.texts(manifest, name);
        if (!texts.isEmpty()) {
            entry.put(name, new ArrayList<Object>(texts));
        }
    }

    private void binaries() {
        Map<String, Object> binaries = new LinkedHashMap<>();
        String single = Nodes.text(manifest, "bin");
        if (!single.isEmpty()) {
            String name = Nodes.text(manifest, "name");
            binaries.put(name.substring(name.lastIndexOf('/') + 1), relative(single));
        }
        Nodes.members(manifest, "bin").forEach(member -> binaries.put(member.key(), relative(Nodes.text(member.value()))));
        put("bin", binaries);
    }

    private static String relative(String path) {
        return path.startsWith("./") ? path.substring(2) : path;
    }

    private static @Nullable Object funding(@Nullable Value value) {
        return switch (value) {
            case Scalar.Text text -> Map.of("url", text.text());
            case Mapping mapping -> NpmJson.plain(mapping);
            case Sequence list -> {
                List<Object> all = new ArrayList<>();
                for (Value each : list.values()) {
                    Object one = each instanceof Sequence ? null : funding(each);
                    if (one != null) {
                        all.add(one);
                    }
                }
                yield all.isEmpty() ? null : all;
            }
            case null, default -> null;
        };
    }
}
