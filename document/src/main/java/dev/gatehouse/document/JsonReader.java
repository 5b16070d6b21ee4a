package dev.gatehouse.document;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonFactoryBuilder;
import tools.jackson.core.json.JsonReadFeature;

/// Reads JSON (RFC 8259) and, if asked to, the comments and trailing commas of JSONC. Iterative.
final class JsonReader {
    /// The longest literal of a number that is read, in any language that shares this bound.
    static final int LONGEST_NUMBER = 1000;

    private final SourceText source;
    private final Budget budget;
    private final boolean lenient;
    private final Duplicates duplicates;

    /// @param lenient
    ///            whether to accept comments and trailing commas
    JsonReader(SourceText source, Limits limits, boolean lenient, Duplicates duplicates) {
        this.source = source;
        this.budget = new Budget(source, limits);
        this.lenient = lenient;
        this.duplicates = duplicates;
    }

    /// An object or array that is not closed yet.
    private static final class Open {
        final int start;
        /// Null for an array.
        final @Nullable Members members;
        final List<Value> values = new ArrayList<>();
        String key = "";
        int keyStart;
        int keyEnd;

        Open(int start, @Nullable Members members) {
            this.start = start;
            this.members = members;
        }
    }

    Value read() throws DocumentException {
        try (JsonParser parser = factory().createParser(ObjectReadContext.empty(), source.bytes(), source.begin(),
                source.end() - source.begin())) {
            return read(parser);
        }
    }

    /// One for each reading: the table of names that a factory keeps from document to document would let one document slow
    /// the next.
    private JsonFactory factory() {
        JsonFactoryBuilder builder = JsonFactory.builder()
                // Sizes and depths are bounded by the limits, with better messages.
                .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(Limits.DEEPEST + 1)
                        .maxStringLength(Integer.MAX_VALUE).maxNameLength(Integer.MAX_VALUE).maxNumberLength(LONGEST_NUMBER)
                        .build())
                .disable(TokenStreamFactory.Feature.CHARSET_DETECTION);
        if (lenient) {
            builder.enable(JsonReadFeature.ALLOW_JAVA_COMMENTS, JsonReadFeature.ALLOW_TRAILING_COMMA);
        }
        return builder.build();
    }

    private Value read(JsonParser parser) throws DocumentException {
        Deque<Open> open = new ArrayDeque<>();
        while (true) {
            JsonToken token = next(parser);
            if (token == null) {
                throw source.error(source.end(),
                        open.isEmpty() ? "the document is empty" : "the document ends before it is complete");
            }
            int start = source.begin() + (int) parser.currentTokenLocation().getByteOffset();
            Value value = switch (token) {
                case START_OBJECT, START_ARRAY -> {
                    budget.value(start);
                    budget.depth(open.size() + 1, start);
                    open.push(new Open(start, token == JsonToken.START_OBJECT ? new Members() : null));
                    yield null;
                }
                case END_OBJECT, END_ARRAY -> closed(open.pop(), start + 1);
                case PROPERTY_NAME -> {
                    key(parser, open.element(), start);
                    yield null;
                }
                default -> scalar(parser, token, start);
            };
            if (value == null) {
                continue;
            }
            Open outer = open.peek();
            if (outer == null) {
                if (next(parser) != null) {
                    throw source.error(source.begin() + (int) parser.currentTokenLocation().getByteOffset(),
                            "expected nothing after the end of the document");
                }
                return value;
            }
            if (outer.members == null) {
                outer.values.add(value);
            } else {
                outer.members.add(new Member(outer.key, source.range(outer.keyStart, outer.keyEnd), value));
            }
        }
    }

    private Value closed(Open open, int end) {
        Range range = source.range(open.start, end);
        return open.members == null ? new Sequence(range, open.values) : open.members.mapping(range, null);
    }

    private void key(JsonParser parser, Open open, int start) throws DocumentException {
        open.key = parser.currentName();
        open.keyStart = start;
        open.keyEnd = endOfString(start);
        if (duplicates == Duplicates.REJECT && open.members != null) {
            Member first = open.members.find(open.key);
            if (first != null) {
                throw source.error(start, "the key '" + Keys.shown(open.key) + "' (line " + first.keyRange().line()
                        + ") is defined a second time");
            }
        }
    }

    private Scalar scalar(JsonParser parser, JsonToken token, int start) throws DocumentException {
        budget.value(start);
        String text = text(parser);
        int end = token == JsonToken.VALUE_STRING ? endOfString(start) : start + text.length();
        Range range = source.range(start, end);
        return switch (token) {
            case VALUE_STRING -> new Scalar.Text(range, text);
            case VALUE_NUMBER_INT -> Scalar.Whole.of(range, text, text, 10);
            case VALUE_NUMBER_FLOAT -> new Scalar.Real(range, text, Double.parseDouble(text));
            case VALUE_TRUE -> new Scalar.Bool(range, text, true);
            case VALUE_FALSE -> new Scalar.Bool(range, text, false);
            default -> new Scalar.Null(range, text);
        };
    }

    /// The offset after the closing quote of the well-formed string that begins here. The parser cannot tell: it has read
    /// on already.
    private int endOfString(int start) {
        byte[] bytes = source.bytes();
        int at = start + 1;
        while (bytes[at] != '"') {
            at += bytes[at] == '\\' ? 2 : 1;
        }
        return at + 1;
    }

    private @Nullable JsonToken next(JsonParser parser) throws DocumentException {
        try {
            return parser.nextToken();
        } catch (RuntimeException e) {
            throw refused(parser, e);
        }
    }

    /// Strings are read to their end only here.
    private String text(JsonParser parser) throws DocumentException {
        try {
            return parser.getString();
        } catch (RuntimeException e) {
            throw refused(parser, e);
        }
    }

    private DocumentException refused(JsonParser parser, RuntimeException e) {
        TokenStreamLocation location = e instanceof JacksonException known && known.getLocation() != null
                ? known.getLocation()
                : parser.currentLocation();
        int at = (int) Math.min(source.begin() + Math.max(0, location.getByteOffset()), source.end());
        return switch (e) {
            case StreamConstraintsException tooLong when tooLong.getOriginalMessage().startsWith("Number") ->
                source.error(at, "a number has more than " + LONGEST_NUMBER + " digits");
            case StreamConstraintsException hostile -> source.error(at, "the document is made to exhaust its reader");
            case UnexpectedEndOfInputException ended -> source.error(source.end(), "the document ends before it is complete");
            case JacksonException malformed -> source.error(at, what(malformed.getOriginalMessage()));
            // Whatever else a parser throws, the document made it do so.
            default -> source.error(at, what(null));
        };
    }

    /// The parser's message on one line, without what it quotes of the document.
    private static String what(@Nullable String message) {
        if (message == null || message.isEmpty()) {
            return "this is not valid JSON";
        }
        if (message.startsWith("Unrecognized token") || message.startsWith("Non-standard token")) {
            return "expected a value, found a word without quotes";
        }
        int end = message.length();
        for (String rest : List.of("\n", " (for ", " (start marker", "; ")) {
            int at = message.indexOf(rest);
            end = at > 0 ? Math.min(end, at) : end;
        }
        return message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1, end);
    }
}
