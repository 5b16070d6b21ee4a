package dev.gatehouse.foreign;

import dev.gatehouse.document.DocumentException;
import dev.gatehouse.document.Mapping;
import dev.gatehouse.document.Member;
import dev.gatehouse.document.Range;
import dev.gatehouse.document.Scalar;
import dev.gatehouse.document.Sequence;
import dev.gatehouse.document.Value;
import dev.gatehouse.foreign.mapping.ResultPath;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;

/// Makes a tree of the value at which a parser stands. Ranges say only where a value begins.
final class JsonTree {
    /// How deep values may nest; what is made of them is walked by recursion.
    static final int DEEPEST = 200;
    /// The longest text, in characters.
    static final int LONGEST_TEXT = 8 << 20;

    private final String name;
    private final JsonParser json;
    private final int most;
    private int values;

    /// A way to results that may go through the value.
    private record Ahead(ResultPath path, int at) {
        boolean endsHere() {
            return at == path.parts().size() - 1 && path.parts().get(at) instanceof ResultPath.Part.Each;
        }
    }

    JsonTree(String name, JsonParser json, int most) {
        this.name = name;
        this.json = json;
        this.most = most;
    }

    /// The tree. The lists of results are in it, and empty.
    Value value(List<ResultPath> results) throws DocumentException {
        return value(results.stream().map(path -> new Ahead(path, 0)).toList(), 1);
    }

    private Value value(List<Ahead> ahead, int depth) throws DocumentException {
        if (++values > most || depth > DEEPEST) {
            throw error(name, json, values > most ? "there are more than " + most + " values" : "values nest too deep");
        }
        Range range = range(json.currentTokenLocation());
        return switch (json.currentToken()) {
            case START_OBJECT -> {
                List<Member> members = new ArrayList<>();
                while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                    String key = json.currentName();
                    Range at = range(json.currentTokenLocation());
                    json.nextToken();
                    members.add(new Member(key, at, value(ahead.stream().filter(each -> each.path().parts()
                            .get(each.at()) instanceof ResultPath.Part.Key(String wanted) && wanted.equals(key)
                            && each.at() + 1 < each.path().parts().size())
                            .map(each -> new Ahead(each.path(), each.at() + 1)).toList(), depth + 1)));
                }
                yield new Mapping(range, members);
            }
            case START_ARRAY -> {
                if (ahead.stream().anyMatch(Ahead::endsHere)) {
                    json.skipChildren();
                    yield new Sequence(range, List.of());
                }
                List<Ahead> inside = ahead.stream()
                        .filter(each -> each.path().parts().get(each.at()) instanceof ResultPath.Part.Each)
                        .map(each -> new Ahead(each.path(), each.at() + 1)).toList();
                List<Value> list = new ArrayList<>();
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    list.add(value(inside, depth + 1));
                }
                yield new Sequence(range, list);
            }
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT, VALUE_STRING -> new Scalar.Text(range, json.getString());
            case VALUE_TRUE, VALUE_FALSE ->
                new Scalar.Bool(range, json.getString(), json.currentToken() == JsonToken.VALUE_TRUE);
            case VALUE_NULL -> new Scalar.Null(range, "null");
            case null, default -> throw error(name, json, "the report ends in the middle");
        };
    }

    /// An error where the parser stands.
    static DocumentException error(String name, JsonParser json, String what) {
        return new DocumentException(name, range(json.currentLocation()), what);
    }

    /// What the parser found wrong.
    static DocumentException error(String name, JacksonException e) {
        TokenStreamLocation at = e.getLocation();
        // The message may quote what stands there; its first words say what is wrong.
        String what = String.valueOf(e.getOriginalMessage()).split("[('\"]", 2)[0].strip();
        return new DocumentException(name, range(at == null ? TokenStreamLocation.NA : at), "it is no JSON: " + what);
    }

    private static Range range(TokenStreamLocation at) {
        int offset = (int) Math.clamp(at.getByteOffset(), 0, Integer.MAX_VALUE);
        int line = Math.max(1, at.getLineNr());
        int column = Math.max(1, at.getColumnNr());
        return new Range(offset, offset, line, column, line, column);
    }
}
