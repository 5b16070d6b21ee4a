package dev.gatehouse.report.json;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;

/// Reads one JSON object as a stream of its members, from input that nobody has checked: bounded in size, depth and length of
/// strings; a member named twice, a fraction or null anywhere, and anything after the object are errors.
final class JsonInput implements AutoCloseable {
    private static final long LONGEST_DOCUMENT = 512L << 20;
    private static final int LONGEST_STRING = 4 << 20;
    private static final int DEEPEST = 64;

    private final JsonParser parser;

    /// Takes a member of the document as it comes; must consume its value.
    interface MemberReader {
        void read(String name) throws IOException, ReportFormatException;
    }

    /// Takes an element of an array as it comes.
    interface ElementReader {
        void read(int index, Object element) throws IOException, ReportFormatException;
    }

    JsonInput(InputStream in) throws IOException, ReportFormatException {
        var limits = StreamReadConstraints.builder().maxDocumentLength(LONGEST_DOCUMENT).maxStringLength(LONGEST_STRING)
                .maxNestingDepth(DEEPEST).maxNameLength(1 << 16).maxNumberLength(20).build();
        var factory = JsonFactory.builder().streamReadConstraints(limits).enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .disable(StreamReadFeature.AUTO_CLOSE_SOURCE).disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION).build();
        try {
            parser = factory.createParser(ObjectReadContext.empty(), in);
        } catch (JacksonException e) {
            throw translated(e);
        }
    }

    /// Hands the members of the one object to the reader, then makes sure that nothing follows.
    void document(MemberReader reader) throws IOException, ReportFormatException {
        if (next() != JsonToken.START_OBJECT) {
            throw new ReportFormatException("the document must be a JSON object");
        }
        while (next() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            next();
            reader.read(name);
        }
        if (next() != null) {
            throw new ReportFormatException("something follows the end of the document");
        }
    }

    /// The value at which the stream stands.
    Object value(String path) throws IOException, ReportFormatException {
        JsonToken token = parser.currentToken();
        return switch (token) {
            case VALUE_STRING -> text();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NUMBER_INT -> integer(path);
            case START_OBJECT -> {
                var object = new JsonObject();
                while (next() != JsonToken.END_OBJECT) {
                    String name = parser.currentName();
                    next();
                    object.put(name, value(path + "." + name));
                }
                yield object;
            }
            case START_ARRAY -> {
                List<Object> list = new ArrayList<>();
                elements(path, (_, element) -> list.add(element));
                yield list;
            }
            case null, default -> throw new ReportFormatException(
                    path + " must be a string, an integer, true, false, an object or an array");
        };
    }

    /// The elements of the array at which the stream stands, one at a time.
    void elements(String path, ElementReader reader) throws IOException, ReportFormatException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw new ReportFormatException(path + " must be an array");
        }
        for (int i = 0; next() != JsonToken.END_ARRAY; i++) {
            reader.read(i, value(path + "[" + i + "]"));
        }
    }

    private String text() throws IOException, ReportFormatException {
        try {
            return parser.getString();
        } catch (JacksonException e) {
            throw translated(e);
        }
    }

    private long integer(String path) throws IOException, ReportFormatException {
        try {
            long number = parser.getLongValue();
            if (Math.abs(number) <= Members.LARGEST) {
                return number;
            }
        } catch (StreamConstraintsException e) {
            throw translated(e);
        } catch (JacksonException e) {
            // Beyond a long: said below.
        }
        throw new ReportFormatException(path + " must lie between -(2^53-1) and 2^53-1");
    }

    private @Nullable JsonToken next() throws IOException, ReportFormatException {
        try {
            return parser.nextToken();
        } catch (JacksonException e) {
            throw translated(e);
        }
    }

    /// An I/O failure stays one; everything else is the document's fault.
    private static ReportFormatException translated(JacksonException failure) throws IOException {
        if (failure instanceof JacksonIOException && failure.getCause() instanceof IOException cause) {
            throw cause;
        }
        var location = failure.getLocation();
        String where = location == null || location.getLineNr() < 1
                ? ""
                : " in line " + location.getLineNr() + ", column " + location.getColumnNr();
        String what = switch (failure) {
            case StreamConstraintsException _ ->
                "the document is beyond the limits of the reader (512 MiB, 4 MiB a string, 64 levels)";
            case StreamReadException e when e.getOriginalMessage().startsWith("Duplicate") -> "a member is named twice";
            default -> "the document is not valid JSON";
        };
        return new ReportFormatException(what + where, failure);
    }

    @Override
    public void close() {
        parser.close();
    }
}
