package dev.gatehouse.foreign;

import dev.gatehouse.document.DocumentException;
import dev.gatehouse.document.Documents;
import dev.gatehouse.document.Format;
import dev.gatehouse.document.Limits;
import dev.gatehouse.document.Mapping;
import dev.gatehouse.document.Value;
import dev.gatehouse.foreign.mapping.ForeignFormat;
import dev.gatehouse.foreign.mapping.ResultPath;
import dev.gatehouse.foreign.mapping.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Results of an XML report, which is read whole: up to the document room's limits (64 MiB).
record XmlResults(ForeignFormat format, Path file, String name) implements Results {
    @Override
    public void each(Reader reader) throws IOException, DocumentException {
        if (Files.size(file) > Limits.DEFAULT.bytes()) {
            throw new DocumentException(name, 1, 1, "an XML report may have " + (Limits.DEFAULT.bytes() >> 20) + " MiB");
        }
        Value root = Documents.read(Format.XML, name, Files.readAllBytes(file), Limits.DEFAULT);
        if (!(root instanceof Mapping mapping) || format.recognised().stream().noneMatch(key -> mapping.get(key) != null)) {
            throw new DocumentException(name, 1, 1,
                    "it is no " + format.title() + ": the root element must be " + String.join(" or ", format.recognised()));
        }
        var lookups = format.lookups().get();
        for (ResultPath path : ResultPath.all(format)) {
            walk(root, path.parts(), 0, Scope.root(root), lookups, reader);
        }
    }

    /// As deep as the path is long.
    private static void walk(Value value, List<ResultPath.Part> parts, int at, Scope scope,
            java.util.SequencedMap<String, dev.gatehouse.foreign.mapping.Lookup> lookups, Reader reader) {
        if (at == parts.size()) {
            reader.take(scope);
            return;
        }
        switch (parts.get(at)) {
            case ResultPath.Part.Key(String key) -> {
                if (value instanceof Mapping mapping && mapping.get(key) instanceof Value inner) {
                    walk(inner, parts, at + 1, scope, lookups, reader);
                }
            }
            case ResultPath.Part.Each _ -> {
                boolean last = at == parts.size() - 1;
                for (Value each : value instanceof dev.gatehouse.document.Sequence list ? list.values() : List.of(value)) {
                    walk(each, parts, at + 1, scope.inner(each, last ? lookups : java.util.Map.of()), lookups, reader);
                }
            }
        }
    }
}
