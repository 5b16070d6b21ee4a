package dev.gatehouse.rego.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.rego.Rego;
import dev.gatehouse.rego.bundle.BundleException;
import dev.gatehouse.rego.bundle.SchemaFiles;
import dev.gatehouse.rego.syntax.RegoException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The wanted errors are those of OPA 1.14; [GeneratedSchemas] compares many more.
class SchemaCheckTest {
    private static final String POD = """
            {"type": "object", "properties": {
              "kind": {"type": "string"},
              "spec": {"type": "object", "properties": {
                "replicas": {"type": "integer"},
                "containers": {"type": "array", "items": {"$ref": "#/definitions/container"}}}}},
             "definitions": {"container": {"type": "object", "properties": {
                "image": {"type": "string"}, "init": {"$ref": "#/definitions/container"}}}}}""";

    @TempDir
    Path folder;

    private List<String> errors(Path schemas, String module) throws BundleException {
        try {
            Rego.compiler().schemas(SchemaFiles.read(schemas)).compile(Map.of("m.rego", module));
            return List.of();
        } catch (RegoException e) {
            return e.errors().stream().map(error -> error.location().row() + " " + error.message()).toList();
        }
    }

    private Path file(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    @Test
    void theInputHasTheTypeOfItsSchema() throws Exception {
        Path schema = file("pod.json", POD);
        assertThat(errors(schema, """
                package p

                a if input.spec.replica > 1
                b if input.spec.containers[_].imag == "x"
                c if startswith(input.spec.replicas, "x")
                d if input.kind == "Pod"
                e if input.spec.containers[0].init.init.anything
                f if input.spec.containers[0].init.nothing
                """)).containsExactly("3 undefined ref: input.spec.replica", "4 undefined ref: input.spec.containers[_].imag",
                "5 startswith: invalid argument(s)", "8 undefined ref: input.spec.containers[0].init.nothing");
    }

    @Test
    void metadataNamesSchemasForItsScope() throws Exception {
        file("schemas/k8s/pod-v1.json", POD);
        file("schemas/acl.yaml", "type: object\nproperties:\n  ada:\n    type: array\n    items: {type: string}\n");
        String module = """
                package p

                # METADATA
                # scope: rule
                # schemas:
                #   - input: schema.k8s["pod-v1"]
                #   - data.acl: schema.acl
                a if {
                  input.spec.nope
                  data.acl.bob
                }

                b if input.spec.nope

                # METADATA
                # schemas:
                #   - input.pod: schema.k8s.service
                c if input.pod
                """;
        assertThat(errors(folder.resolve("schemas"), module)).containsExactly("9 undefined ref: input.spec.nope",
                "10 undefined ref: data.acl.bob", "18 undefined schema: schema.k8s.service");
        assertThatThrownBy(() -> Rego.compiler().compile(Map.of("m.rego", module.replace("schema.acl", "{type: boolean}"))))
                .hasMessageContaining("m.rego:10").hasMessageContaining("undefined ref: data.acl.bob");
    }

    @Test
    void narrowerScopesReplacePartsOfWiderOnes() throws Exception {
        assertThat(errors(file("any.json", "{}"), """
                # METADATA
                # scope: subpackages
                # schemas:
                #   - input: {type: object, properties: {a: {type: string}, b: {type: object, properties: {x: {type: number}}}}}
                package p.q

                # METADATA
                # scope: document
                # schemas:
                #   - input.b.y: {type: boolean}
                one if input.b.y == 1

                one if input.b.x == "1"

                two if input.b.y
                """)).containsExactly("11 match error", "13 match error", "15 undefined ref: input.b.y");
    }

    @Test
    void unusableSchemasAreErrors() throws Exception {
        assertThat(errors(file("a.json", "{\"type\": \"strin\"}"), "package p"))
                .singleElement().asString().startsWith("0 unable to compile the schema: ");
        assertThat(errors(file("b.json", "{\"allOf\": [{\"type\": \"string\"}, {\"type\": \"number\"}]}"), "package p"))
                .containsExactly("0 type checking: unable to merge these schemas: type mismatch: string and number");
        assertThatThrownBy(() -> SchemaFiles.read(file("c.json", "{"))).isInstanceOf(BundleException.class)
                .hasMessageContaining("c.json: ");
    }

    @Test
    void queriesAreCheckedToo() throws Exception {
        var policy = Rego.compiler().schemas(SchemaFiles.read(file("pod.json", POD))).compile(Map.of());
        assertThatThrownBy(() -> policy.query("input.spec.nope")).isInstanceOf(RegoException.class)
                .hasMessageContaining("undefined ref: input.spec.nope");
    }
}
