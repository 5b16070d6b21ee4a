package dev.gatehouse.document;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Reads the structure of HCL: bodies, attributes, blocks. The grammar's marks are ASCII, so it works on the bytes.
final class HclReader {
    private final HclScanner scanner;
    private final HclExpressions expressions;
    private final Budget budget;

    HclReader(SourceText source, Limits limits) {
        this.budget = new Budget(source, limits);
        this.scanner = new HclScanner(source);
        this.expressions = new HclExpressions(scanner, budget);
    }

    Mapping read() throws DocumentException {
        return body(1, false);
    }

    private Mapping body(int depth, boolean inBraces) throws DocumentException {
        int begin = scanner.at();
        budget.depth(depth, begin);
        budget.value(begin);
        HclBody body = new HclBody(scanner.range(begin, begin));
        while (true) {
            scanner.skipBlanksAndLines();
            if (inBraces ? scanner.next() == '}' : scanner.isAtEnd()) {
                return body.mapping(scanner.range(begin, scanner.at()));
            }
            item(body, depth);
        }
    }

    private void item(HclBody body, int depth) throws DocumentException {
        int begin = scanner.at();
        String name = scanner.identifier();
        if (name == null) {
            throw scanner.error("expected the name of an attribute or block");
        }
        Range key = scanner.range(begin, scanner.at());
        scanner.skipBlanks();
        if (scanner.next() == '=' && !scanner.startsWith("==")) {
            scanner.move(1);
            scanner.skipBlanks();
            Value value = expressions.expression(depth + 1, false).value();
            if (!body.attribute(name, key, value)) {
                throw scanner.error(begin, "'" + name + "' is defined a second time");
            }
        } else if (!body.block(names(name, key), block(depth))) {
            throw scanner.error(begin, "the block '" + name + "' has the name of something else");
        }
        endOfItem();
    }

    private List<Member> names(String type, Range key) throws DocumentException {
        List<Member> names = new ArrayList<>();
        Scalar.Null nothing = new Scalar.Null(key, "");
        names.add(new Member(type, key, nothing));
        while (scanner.next() != '{') {
            int begin = scanner.at();
            String label = scanner.next() == '"' ? expressions.plainText() : scanner.identifier();
            if (label == null) {
                throw scanner.error("expected '=', a label or '{'");
            }
            budget.value(begin);
            names.add(new Member(label, scanner.range(begin, scanner.at()), nothing));
            budget.depth(names.size(), begin);
            scanner.skipBlanks();
        }
        return names;
    }

    private Mapping block(int depth) throws DocumentException {
        scanner.expect('{');
        Mapping body = body(depth + 1, true);
        scanner.expect('}');
        return body;
    }

    private void endOfItem() throws DocumentException {
        scanner.skipBlanks();
        if (!scanner.isAtEnd() && scanner.next() != '\n' && scanner.next() != '}') {
            throw scanner.error("expected the end of the line");
        }
    }

    static String text(byte[] bytes, int begin, int end) {
        return new String(bytes, begin, end - begin, StandardCharsets.UTF_8);
    }
}
