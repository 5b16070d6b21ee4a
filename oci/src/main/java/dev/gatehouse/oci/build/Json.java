package dev.gatehouse.oci.build;

import dev.gatehouse.oci.manifest.Descriptor;
import dev.gatehouse.oci.reference.Platform;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// Writes the documents of images, compact and in a fixed order.
final class Json {
    private static final JsonFactory FACTORY = new JsonFactory();

    private Json() {}

    static byte[] object(Consumer<JsonGenerator> members) {
        var bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), bytes)) {
            json.writeStartObject();
            members.accept(json);
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    static void descriptor(JsonGenerator json, Descriptor descriptor) {
        json.writeStringProperty("mediaType", descriptor.mediaType());
        json.writeStringProperty("digest", descriptor.digest().toString());
        json.writeNumberProperty("size", descriptor.size());
        Platform platform = descriptor.platform();
        if (platform != null) {
            json.writeObjectPropertyStart("platform");
            platform(json, platform);
            json.writeEndObject();
        }
        if (descriptor.artifactType() != null) {
            json.writeStringProperty("artifactType", descriptor.artifactType());
        }
        texts(json, "annotations", descriptor.annotations());
    }

    static void descriptors(JsonGenerator json, String name, List<Descriptor> descriptors) {
        json.writeArrayPropertyStart(name);
        for (Descriptor descriptor : descriptors) {
            json.writeStartObject();
            descriptor(json, descriptor);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    static void platform(JsonGenerator json, Platform platform) {
        json.writeStringProperty("architecture", platform.architecture());
        json.writeStringProperty("os", platform.os());
        if (platform.variant() != null) {
            json.writeStringProperty("variant", platform.variant());
        }
    }

    /// Nothing if there are none.
    static void texts(JsonGenerator json, String name, List<String> texts) {
        if (!texts.isEmpty()) {
            json.writeArrayPropertyStart(name);
            texts.forEach(json::writeString);
            json.writeEndArray();
        }
    }

    /// Nothing if there are none.
    static void texts(JsonGenerator json, String name, Map<String, String> texts) {
        if (!texts.isEmpty()) {
            json.writeObjectPropertyStart(name);
            new TreeMap<>(texts).forEach(json::writeStringProperty);
            json.writeEndObject();
        }
    }
}
