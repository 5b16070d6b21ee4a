package dev.gatehouse.foreign;

import dev.gatehouse.document.DocumentException;
import dev.gatehouse.document.Mapping;
import dev.gatehouse.document.Sequence;
import dev.gatehouse.document.Value;
import dev.gatehouse.foreign.mapping.ForeignFormat;
import dev.gatehouse.foreign.mapping.Lookup;
import dev.gatehouse.foreign.mapping.ResultPath;
import dev.gatehouse.foreign.mapping.Scope;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/// Results of a JSON report, in memory that does not grow with their number: the first pass keeps everything but the results (the
/// rules and components that they refer to may stand after them), the second hands them over one by one.
record JsonResults(ForeignFormat format, Path file, String name) implements Results {
    private static final long LARGEST = 1L << 30;
    private static final int MOST_VALUES_AROUND = 4_000_000;
    private static final int MOST_VALUES_OF_A_RESULT = 200_000;

    @Override
    public void each(Reader reader) throws IOException, DocumentException {
        if (Files.size(file) > LARGEST) {
            throw new DocumentException(name, 1, 1, "a report may have " + (LARGEST >> 30) + " GiB");
        }
        List<ResultPath> paths = ResultPath.all(format);
        Value around;
        try (JsonParser json = open()) {
            json.nextToken();
            around = new JsonTree(name, json, MOST_VALUES_AROUND).value(paths);
            if (json.nextToken() != null) {
                throw JsonTree.error(name, json, "something follows the end of the report");
            }
        } catch (JacksonException e) {
            throw JsonTree.error(name, e);
        }
        boolean recognised = around instanceof Mapping mapping
                ? format.recognised().stream().anyMatch(key -> mapping.get(key) != null)
                : format.recognised().isEmpty();
        if (!recognised) {
            throw new DocumentException(name, around.range(),
                    "it is no " + format.title() + ": " + String.join(" or ", format.recognised()) + " is missing");
        }
        SequencedMap<String, Lookup> lookups = format.lookups().get();
        for (ResultPath path : paths) {
            try (JsonParser json = open()) {
                json.nextToken();
                new Walk(json, path.parts(), lookups, reader).walk(around, 0, Scope.root(around));
            } catch (JacksonException e) {
                throw JsonTree.error(name, e);
            }
        }
    }

    /// One for each reading: the table of names that a factory keeps would let one report slow the next.
    private JsonParser open() throws IOException {
        InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        return JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(JsonTree.DEEPEST + 2)
                        .maxStringLength(JsonTree.LONGEST_TEXT).maxDocumentLength(LARGEST).build())
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).enable(StreamReadFeature.AUTO_CLOSE_SOURCE).build()
                .createParser(ObjectReadContext.empty(), in);
    }

    /// The second pass along one path; as deep as the path is long.
    private final class Walk {
        private final JsonParser json;
        private final List<ResultPath.Part> parts;
        private final SequencedMap<String, Lookup> lookups;
        private final Reader reader;
        private int taken;

        Walk(JsonParser json, List<ResultPath.Part> parts, SequencedMap<String, Lookup> lookups, Reader reader) {
            this.json = json;
            this.parts = parts;
            this.lookups = lookups;
            this.reader = reader;
        }

        /// The parser stands at the first token of the value.
        void walk(Value around, int at, Scope scope) throws DocumentException {
            switch (parts.get(at)) {
                case ResultPath.Part.Key(String key) -> {
                    if (json.currentToken() != JsonToken.START_OBJECT || !(around instanceof Mapping mapping)) {
                        json.skipChildren();
                        return;
                    }
                    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                        String name = json.currentName();
                        json.nextToken();
                        Value inner = mapping.get(name);
                        if (name.equals(key) && inner != null) {
                            walk(inner, at + 1, scope);
                        } else {
                            json.skipChildren();
                        }
                    }
                }
                case ResultPath.Part.Each _ -> {
                    if (json.currentToken() != JsonToken.START_ARRAY || !(around instanceof Sequence list)) {
                        json.skipChildren();
                        return;
                    }
                    for (int i = 0; json.nextToken() != JsonToken.END_ARRAY; i++) {
                        if (at == parts.size() - 1) {
                            take(scope);
                        } else if (i < list.values().size()) {
                            Value inner = list.values().get(i);
                            walk(inner, at + 1, scope.inner(inner, Map.of()));
                        } else {
                            json.skipChildren();
                        }
                    }
                }
            }
        }

        private void take(Scope scope) throws DocumentException {
            if (++taken > MOST) {
                throw JsonTree.error(name, json, "the report has more than " + MOST + " results; the rest was not read");
            }
            Value result = new JsonTree(name, json, MOST_VALUES_OF_A_RESULT).value(List.of());
            reader.take(scope.inner(result, lookups));
        }
    }
}
