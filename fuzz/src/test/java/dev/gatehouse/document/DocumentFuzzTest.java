package dev.gatehouse.document;

import com.code_intelligence.jazzer.junit.FuzzTest;

/// Documents of every language: whatever the bytes are, a tree whose ranges lie inside the source comes out, or a
/// [DocumentException] that says where it is wrong.
final class DocumentFuzzTest {
    private static final Limits LIMITS = new Limits(1 << 20, 64, 20_000);

    @FuzzTest
    void toml(byte[] bytes) {
        read(Format.TOML, bytes);
    }

    @FuzzTest
    void yaml(byte[] bytes) {
        read(Format.YAML, bytes);
    }

    @FuzzTest
    void json(byte[] bytes) {
        read(Format.JSON, bytes);
        read(Format.JSONC, bytes);
    }

    @FuzzTest
    void xml(byte[] bytes) {
        read(Format.XML, bytes);
    }

    @FuzzTest
    void properties(byte[] bytes) {
        read(Format.PROPERTIES, bytes);
    }

    @FuzzTest
    void hcl(byte[] bytes) {
        try {
            check(Hcl.read("fuzz.tf", bytes, LIMITS), bytes.length, 0);
        } catch (DocumentException e) {
            require(e.getMessage() != null && e.line() >= 1 && e.column() >= 1, "a message and a line");
        }
    }

    private static void read(Format format, byte[] bytes) {
        try {
            for (Value value : Documents.readAll(format, "fuzz", bytes, LIMITS)) {
                check(value, bytes.length, 0);
            }
        } catch (DocumentException e) {
            require(e.getMessage() != null && !e.getMessage().isBlank(), "a message");
            require(e.line() >= 1 && e.column() >= 1, "a line");
        }
    }

    private static void check(Value value, int length, int depth) {
        require(depth <= LIMITS.depth(), "no deeper than the limit");
        check(value.range(), length);
        switch (value) {
            case Mapping mapping -> {
                for (Member member : mapping.members()) {
                    check(member.keyRange(), length);
                    check(member.value(), length, depth + 1);
                }
            }
            case Sequence sequence -> sequence.values().forEach(each -> check(each, length, depth + 1));
            case Scalar scalar -> require(scalar.text() != null, "a text");
        }
    }

    private static void check(Range range, int length) {
        require(range.start() >= 0 && range.start() <= range.end() && range.end() <= length, "a range inside the source");
        require(range.line() >= 1 && range.column() >= 1 && range.endLine() >= range.line(), "lines from 1 on");
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError("expected " + what);
        }
    }
}
