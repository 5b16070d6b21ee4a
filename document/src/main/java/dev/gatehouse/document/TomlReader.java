package dev.gatehouse.document;

import dev.gatehouse.document.TomlTable.Definition;
import java.util.ArrayList;
import java.util.List;

/// Reads TOML 1.0 exactly (https://toml.io/en/v1.0.0): the leniences of 1.1 are refused.
///
/// A table's range begins at its header, or at the first key that brings it about, and ends with its last value, wherever
/// that stands.
final class TomlReader {
    private final SourceText source;
    private final TomlScanner scanner;
    private final TomlStrings strings;
    private final Budget budget;
    private final TomlTable root;
    private TomlTable current;

    TomlReader(SourceText source, Limits limits) {
        this.source = source;
        this.scanner = new TomlScanner(source);
        this.strings = new TomlStrings(scanner);
        this.budget = new Budget(source, limits);
        this.root = new TomlTable(Definition.HEADER, 1, source.begin(), source.end());
        this.current = root;
    }

    /// One part of a dotted key.
    private record Part(String text, int start, int end) {}

    Mapping read() throws DocumentException {
        budget.value(0);
        scanner.blankLines();
        while (!scanner.atEnd()) {
            if (scanner.peek() == '[') {
                header();
                scanner.endOfLine("the header");
            } else {
                assignment(current);
                scanner.endOfLine("the value");
            }
            scanner.blankLines();
        }
        return root.value(source);
    }

    // Headers

    private void header() throws DocumentException {
        int start = scanner.at;
        scanner.at++;
        boolean array = scanner.take('[');
        List<Part> key = key();
        // The brackets must stand together: "] ]" closes nothing.
        int brackets = array ? 2 : 1;
        if (!scanner.comes(']', brackets)) {
            throw scanner.error("expected '" + "]".repeat(brackets) + "' after the table's name, found " + scanner.describe());
        }
        scanner.at += brackets;
        TomlTable parent = root;
        for (Part part : key.subList(0, key.size() - 1)) {
            parent = parentOf(parent, part, start);
        }
        Part last = key.getLast();
        current = array ? appended(parent, last, start) : opened(parent, last, start);
    }

    /// The table through which a header leads to its own.
    private TomlTable parentOf(TomlTable table, Part part, int start) throws DocumentException {
        return switch (table.get(part.text())) {
            case null -> add(table, part, Definition.IMPLIED, start, part.end());
            case TomlTable.Entry(Range first, TomlTable inner) -> inner;
            case TomlTable.Entry(Range first, TomlNode.Tables tables) -> tables.last();
            case TomlTable.Entry(Range first, TomlNode.Done done) -> throw occupied(part, first, done);
        };
    }

    private TomlTable opened(TomlTable parent, Part name, int start) throws DocumentException {
        return switch (parent.get(name.text())) {
            case null -> add(parent, name, Definition.HEADER, start, scanner.at);
            case TomlTable.Entry(Range first, TomlTable table) when table.definition == Definition.IMPLIED -> {
                table.definition = Definition.HEADER;
                table.reach(scanner.at);
                yield table;
            }
            case TomlTable.Entry(Range first, TomlTable table) -> throw again("table", name, first);
            case TomlTable.Entry(Range first, TomlNode.Tables tables) ->
                throw source.error(name.start(),
                        quoted(name, first) + " is an array of tables; its tables are opened with [[ ]]");
            case TomlTable.Entry(Range first, TomlNode.Done done) -> throw occupied(name, first, done);
        };
    }

    private TomlTable appended(TomlTable parent, Part name, int start) throws DocumentException {
        budget.value(start);
        TomlTable appended = new TomlTable(Definition.HEADER, parent.depth() + 2, start, scanner.at);
        switch (parent.get(name.text())) {
            case null -> {
                budget.value(start);
                budget.depth(appended.depth(), start);
                parent.put(name.text(), source.range(name.start(), name.end()), TomlNode.Tables.of(appended));
            }
            case TomlTable.Entry(Range first, TomlNode.Tables tables) -> tables.add(appended);
            case TomlTable.Entry(Range first, TomlTable table) ->
                throw source.error(name.start(), quoted(name, first) + " is a table, not an array of tables");
            case TomlTable.Entry(Range first, TomlNode.Done done) -> throw occupied(name, first, done);
        }
        return appended;
    }

    // Keys and values

    /// Reads `key = value` into the table or, for a dotted key, into tables below it.
    private void assignment(TomlTable table) throws DocumentException {
        List<Part> key = key();
        if (!scanner.take('=')) {
            throw scanner.error("expected '=' after the key, found " + scanner.describe());
        }
        scanner.blanks();
        TomlTable owner = table;
        for (Part part : key.subList(0, key.size() - 1)) {
            owner = dotted(owner, part);
        }
        Part last = key.getLast();
        TomlTable.Entry taken = owner.get(last.text());
        if (taken != null) {
            throw again("key", last, taken.keyRange());
        }
        Value value = value(owner.depth() + 1);
        owner.put(last.text(), source.range(last.start(), last.end()), new TomlNode.Done(value));
    }

    /// The table that a dotted key names before its last part.
    private TomlTable dotted(TomlTable table, Part part) throws DocumentException {
        return switch (table.get(part.text())) {
            case null -> add(table, part, Definition.DOTTED, part.start(), part.end());
            case TomlTable.Entry(Range first, TomlTable inner) when inner.definition == Definition.HEADER ->
                throw source.error(part.start(),
                        quoted(part, first) + " has its own header and cannot be added to by dotted keys");
            case TomlTable.Entry(Range first, TomlTable inner) -> {
                inner.definition = Definition.DOTTED;
                yield inner;
            }
            case TomlTable.Entry(Range first, TomlNode.Tables tables) ->
                throw source.error(part.start(),
                        quoted(part, first) + " is an array of tables and cannot be added to by dotted keys");
            case TomlTable.Entry(Range first, TomlNode.Done done) -> throw occupied(part, first, done);
        };
    }

    private TomlTable add(TomlTable parent, Part name, Definition definition, int start, int end) throws DocumentException {
        budget.value(name.start());
        budget.depth(parent.depth() + 1, name.start());
        TomlTable table = new TomlTable(definition, parent.depth() + 1, start, end);
        parent.put(name.text(), source.range(name.start(), name.end()), table);
        return table;
    }

    /// Reads a key with its dots and the blanks around it.
    private List<Part> key() throws DocumentException {
        List<Part> parts = new ArrayList<>(2);
        do {
            budget.depth(parts.size() + 1, scanner.at);
            scanner.blanks();
            int start = scanner.at;
            parts.add(new Part(simpleKey(), start, scanner.at));
            scanner.blanks();
        } while (scanner.take('.'));
        return parts;
    }

    private String simpleKey() throws DocumentException {
        int start = scanner.at;
        int quote = scanner.peek();
        if (quote == '"' || quote == '\'') {
            if (scanner.comes(quote, 3)) {
                throw scanner.error("a key cannot be a multi-line string");
            }
            return strings.singleLine();
        }
        while (TomlScanner.isBareKey(scanner.peek())) {
            scanner.at++;
        }
        if (scanner.at == start) {
            throw scanner.error("expected a key, found " + scanner.describe());
        }
        return source.text(start, scanner.at);
    }

    /// @param depth
    ///            at which the value stands if it is an array or table
    private Value value(int depth) throws DocumentException {
        int start = scanner.at;
        budget.value(start);
        return switch (scanner.peek()) {
            case '"', '\'' -> {
                String text = strings.value();
                yield new Scalar.Text(source.range(start, scanner.at), text);
            }
            case '[' -> array(depth);
            case '{' -> inlineTable(depth);
            default -> literal();
        };
    }

    private Sequence array(int depth) throws DocumentException {
        int start = scanner.at;
        budget.depth(depth, start);
        scanner.at++;
        List<Value> values = new ArrayList<>();
        scanner.blankLines();
        while (!scanner.take(']')) {
            values.add(value(depth + 1));
            scanner.blankLines();
            if (scanner.take(',')) {
                scanner.blankLines();
            } else if (scanner.peek() != ']') {
                throw scanner.atEnd()
                        ? source.error(start, "the array is not closed")
                        : scanner.error("expected ',' or ']' after a value of an array, found " + scanner.describe());
            }
        }
        return new Sequence(source.range(start, scanner.at), values);
    }

    private Mapping inlineTable(int depth) throws DocumentException {
        int start = scanner.at;
        budget.depth(depth, start);
        scanner.at++;
        TomlTable table = new TomlTable(Definition.HEADER, depth, start, scanner.at);
        scanner.blanks();
        if (!scanner.take('}')) {
            do {
                scanner.blanks();
                sameLine();
                if (scanner.peek() == '}') {
                    throw scanner.error("an inline table has no comma after its last value");
                }
                assignment(table);
                scanner.blanks();
            } while (scanner.take(','));
            sameLine();
            if (!scanner.take('}')) {
                throw scanner.error("expected ',' or '}' after a value of an inline table, found " + scanner.describe());
            }
        }
        table.reach(scanner.at);
        return table.value(source);
    }

    /// TOML 1.0 has no line ends in inline tables, 1.1 does.
    private void sameLine() throws DocumentException {
        if (scanner.atNewline() || scanner.peek() == '#') {
            throw scanner.error("an inline table must end on the line on which it begins");
        }
    }

    private Scalar literal() throws DocumentException {
        int start = scanner.at;
        literalCharacters();
        // A space between date and time: only there is it part of a literal.
        if (scanner.at - start == 10 && scanner.source.bytes()[start + 4] == '-' && scanner.peek() == ' '
                && Character.isDigit(scanner.peek(1))) {
            scanner.at++;
            literalCharacters();
        }
        if (scanner.at == start) {
            throw scanner.error("expected a value, found " + scanner.describe());
        }
        Scalar literal = TomlLiteral.of(source.text(start, scanner.at), source.range(start, scanner.at));
        if (literal == null) {
            throw source.error(start, "this is neither a valid number, date, time, true nor false; text needs quotes");
        }
        return literal;
    }

    private void literalCharacters() {
        while (true) {
            int next = scanner.peek();
            if (!(TomlScanner.isBareKey(next) || next == '+' || next == '.' || next == ':')) {
                return;
            }
            scanner.at++;
        }
    }

    // Errors

    private DocumentException again(String noun, Part name, Range first) {
        return source.error(name.start(), "the " + noun + " " + quoted(name, first) + " is defined a second time");
    }

    private DocumentException occupied(Part name, Range first, TomlNode.Done done) {
        String what = done.value() instanceof Mapping ? "an inline table" : done.value().kind();
        return source.error(name.start(), quoted(name, first) + " is " + what + " and cannot be added to");
    }

    private static String quoted(Part name, Range first) {
        return "'" + Keys.shown(name.text()) + "' (line " + first.line() + ")";
    }
}
