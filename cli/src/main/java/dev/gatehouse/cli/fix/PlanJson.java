package dev.gatehouse.cli.fix;

import dev.gatehouse.ecosystem.Ecosystem;
import dev.gatehouse.sca.remedy.Bump;
import dev.gatehouse.sca.remedy.FixPlan;
import dev.gatehouse.sca.remedy.Weakness;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/// The plan for programs: `fix-plan/1`.
final class PlanJson {
    private final OutputStream out;

    PlanJson(OutputStream out) {
        this.out = out;
    }

    void write(List<ProjectPlan> plans, List<Path> changed, boolean applied, List<String> refused,
            List<String> problems) {
        JsonFactory factory = JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();
        try (JsonGenerator json = factory.createGenerator(tools.jackson.core.ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            json.writeStringProperty("format", "fix-plan/1");
            json.writeBooleanProperty("applied", applied);
            json.writeArrayPropertyStart("projects");
            plans.forEach(plan -> write(json, plan));
            json.writeEndArray();
            texts(json, "written", changed.stream().map(Path::toString).toList());
            texts(json, "refused", refused);
            texts(json, "problems", problems);
            json.writeEndObject();
            json.writeRaw('\n');
        }
    }

    private static void texts(JsonGenerator json, String name, List<String> texts) {
        json.writeArrayPropertyStart(name);
        texts.forEach(json::writeString);
        json.writeEndArray();
    }

    private static void write(JsonGenerator json, ProjectPlan plan) {
        json.writeStartObject();
        json.writeStringProperty("file", plan.file());
        json.writeStringProperty("ecosystem", plan.ecosystem());
        json.writeNumberProperty("findings", FixPlan.findings(plan.weaknesses()));
        json.writeArrayPropertyStart("steps");
        plan.steps().forEach(step -> write(json, step));
        json.writeEndArray();
        json.writeArrayPropertyStart("remaining");
        for (FixPlan.Remaining each : plan.remaining()) {
            json.writeStartObject();
            write(json, each.weakness());
            json.writeStringProperty("why", each.why());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, FixPlan.Step step) {
        json.writeStartObject();
        json.writeStringProperty("jump", step.change().jump().label());
        json.writeStringProperty("risk", step.change().jump().risk());
        json.writeNumberProperty("findings", step.findings());
        json.writeArrayPropertyStart("upgrades");
        step.change().bumps().forEach(bump -> write(json, bump));
        json.writeEndArray();
        json.writeArrayPropertyStart("moved");
        step.moved().forEach(bump -> write(json, bump));
        json.writeEndArray();
        json.writeArrayPropertyStart("removes");
        for (Weakness weakness : step.removes()) {
            json.writeStartObject();
            write(json, weakness);
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Bump bump) {
        json.writeStartObject();
        json.writeStringProperty("package", bump.name());
        json.writeStringProperty("from", bump.from());
        json.writeStringProperty("to", bump.to());
        json.writeStringProperty("how", bump.how().name().toLowerCase(Locale.ROOT));
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Weakness weakness) {
        json.writeStringProperty("package", Ecosystem.name(weakness.affected()));
        json.writeStringProperty("version", String.valueOf(weakness.affected().version()));
        json.writeStringProperty("purl", weakness.affected().toString());
        json.writeStringProperty("weakness", weakness.id());
        json.writeStringProperty("severity", weakness.severity().name().toLowerCase(Locale.ROOT));
        json.writeBooleanProperty("exploited", weakness.exploitation().known());
    }
}
