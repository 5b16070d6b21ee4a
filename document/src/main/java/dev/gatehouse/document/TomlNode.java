package dev.gatehouse.document;

import java.util.ArrayList;
import java.util.List;

/// What a TOML document has defined so far. Tables grow until the end of the file, so values are made only then.
sealed interface TomlNode permits TomlNode.Done, TomlNode.Tables, TomlTable {

    /// The value it has become.
    Value value(SourceText source);

    /// A value that cannot be added to: scalars, arrays, inline tables.
    record Done(Value value) implements TomlNode {
        @Override
        public Value value(SourceText source) {
            return value;
        }
    }

    /// An array of tables, made by `[[headers]]`.
    record Tables(List<TomlTable> tables) implements TomlNode {
        static Tables of(TomlTable first) {
            Tables tables = new Tables(new ArrayList<>());
            tables.add(first);
            return tables;
        }

        void add(TomlTable table) {
            tables.add(table);
        }

        TomlTable last() {
            return tables.getLast();
        }

        @Override
        public Value value(SourceText source) {
            List<Value> values = new ArrayList<>(tables.size());
            for (TomlTable table : tables) {
                values.add(table.value(source));
            }
            return new Sequence(source.range(values.getFirst().range().start(), values.getLast().range().end()), values);
        }
    }
}
