package dev.gatehouse.cli.policy;

import dev.gatehouse.cli.UsageException;
import dev.gatehouse.document.DocumentException;
import dev.gatehouse.document.Documents;
import dev.gatehouse.document.Hcl;
import dev.gatehouse.document.Limits;
import dev.gatehouse.document.Mapping;
import dev.gatehouse.document.Member;
import dev.gatehouse.document.Scalar;
import dev.gatehouse.document.Sequence;
import dev.gatehouse.rego.value.ArrayValue;
import dev.gatehouse.rego.value.BooleanValue;
import dev.gatehouse.rego.value.NullValue;
import dev.gatehouse.rego.value.NumberValue;
import dev.gatehouse.rego.value.ObjectValue;
import dev.gatehouse.rego.value.StringValue;
import dev.gatehouse.rego.value.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads configuration files as the documents that policies written for Conftest expect: attributes of XML are `-name`, its text is
/// `#content`, all of it strings.
final class Configurations {
    private static final String KNOWN = "yaml, json, jsonc, toml, xml, properties, dotenv, hcl2, dockerfile and ini";
    private static final Map<String, String> BY_EXTENSION = Map.ofEntries(Map.entry("yaml", "yaml"), Map.entry("yml", "yaml"),
            Map.entry("json", "json"), Map.entry("jsonc", "jsonc"), Map.entry("toml", "toml"), Map.entry("xml", "xml"),
            Map.entry("properties", "properties"), Map.entry("env", "dotenv"), Map.entry("tf", "hcl2"),
            Map.entry("hcl", "hcl2"), Map.entry("tfvars", "hcl2"), Map.entry("dockerfile", "dockerfile"),
            Map.entry("ini", "ini"));

    private final @Nullable String parser;

    /// @param parser for all files, as Conftest names it; null to go by their names
    Configurations(@Nullable String parser) {
        this.parser = parser;
    }

    /// The documents of a file: several of a YAML stream, else one.
    List<Value> read(Path file) throws UsageException, IOException {
        if (!Files.isRegularFile(file)) {
            throw new UsageException(file + ": there is no such file");
        }
        String name = file.toString();
        byte[] content = Files.readAllBytes(file);
        String by = parser == null ? byName(file.getFileName().toString()) : parser;
        return switch (by) {
            case "yaml" ->
                PolicyFiles.documents(name + (name.endsWith(".yaml") || name.endsWith(".yml") ? "" : ".yaml"), content);
            case "json" -> List.of(PolicyFiles.json(name, content));
            case "jsonc" -> List.of(document(dev.gatehouse.document.Format.JSONC, name, content));
            case "toml" -> List.of(document(dev.gatehouse.document.Format.TOML, name, content));
            case "xml" -> List.of(document(dev.gatehouse.document.Format.XML, name, content));
            case "properties" -> List.of(document(dev.gatehouse.document.Format.PROPERTIES, name, content));
            case "dotenv" -> List.of(DotEnv.read(content));
            case "hcl2" -> List.of(hcl(name, content));
            case "dockerfile" -> List.of(DockerfileInstructions.read(name, content));
            case "ini" -> List.of(IniFile.read(name, content));
            default -> throw new UsageException(name + ": cannot be read as " + by + "; this version reads " + KNOWN);
        };
    }

    private static Value hcl(String name, byte[] content) throws UsageException {
        try {
            return value(Hcl.read(name, content, Limits.DEFAULT), false);
        } catch (DocumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()), e);
        }
    }

    private static String byName(String name) throws UsageException {
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.startsWith("dockerfile")) {
            return "dockerfile";
        }
        if (lower.equals(".env") || lower.startsWith(".env.")) {
            return "dotenv";
        }
        String found = BY_EXTENSION.get(lower.substring(lower.lastIndexOf('.') + 1));
        if (found == null) {
            throw new UsageException(
                    name + ": no parser for files of this name; this version reads " + KNOWN + ", and --parser names one");
        }
        return found;
    }

    private static Value document(dev.gatehouse.document.Format format, String name, byte[] content) throws UsageException {
        try {
            return value(Documents.read(format, name, content, Limits.DEFAULT), format == dev.gatehouse.document.Format.XML);
        } catch (DocumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()), e);
        }
    }

    /// No deeper than the limits of documents.
    private static Value value(dev.gatehouse.document.Value value, boolean xml) {
        return switch (value) {
            case Mapping mapping -> {
                ObjectValue.Builder object = ObjectValue.builder();
                for (Member member : mapping.members()) {
                    object.put(xml ? xmlName(member.key()) : member.key(), value(member.value(), xml));
                }
                yield object.build();
            }
            case Sequence sequence -> {
                ArrayValue.Builder array = ArrayValue.builder();
                sequence.values().forEach(each -> array.add(value(each, xml)));
                yield array.build();
            }
            case Scalar.Text text -> StringValue.of(text.text());
            case Scalar.Bool bool -> bool.truth() ? BooleanValue.TRUE : BooleanValue.FALSE;
            case Scalar.Null ignored -> NullValue.NULL;
            case Scalar.Whole whole -> NumberValue.of(whole.big());
            // Infinity and not-a-number have no JSON.
            case Scalar.Real real when Double.isFinite(real.number()) -> NumberValue.parse(Double.toString(real.number()));
            case Scalar.Real real -> StringValue.of(real.text());
            case Scalar.DateTime time -> StringValue.of(time.text());
        };
    }

    private static String xmlName(String key) {
        return key.equals("#text") ? "#content" : key.startsWith("@") ? "-" + key.substring(1) : key;
    }
}
