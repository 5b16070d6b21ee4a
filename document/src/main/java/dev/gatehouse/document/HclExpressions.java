package dev.gatehouse.document;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads expressions of HCL: what is written out becomes a value, everything else the text of the expression.
final class HclExpressions {
    /// Below it every whole double is exact.
    private static final double MOST_EXACT = 1L << 53;
    private static final List<String> OPERATORS = List.of("==", "!=", "<=", ">=", "&&", "||", "+", "-", "*", "/", "%", "<", ">");

    private final HclScanner scanner;
    private final Budget budget;
    private final HclTemplates templates;

    HclExpressions(HclScanner scanner, Budget budget) {
        this.scanner = scanner;
        this.budget = budget;
        this.templates = new HclTemplates(scanner, this);
    }

    /// An expression that was read.
    ///
    /// @param value
    ///            what it stands for in documents
    /// @param plain
    ///            whether it is a literal, text, list or object
    record Read(Value value, boolean plain) {}

    /// The text between quotes, which must have no expressions in it.
    String plainText() throws DocumentException {
        int begin = scanner.at();
        HclTemplates.Text text = templates.quoted(1);
        if (!text.plain()) {
            throw scanner.error(begin, "expressions are not allowed here");
        }
        return text.text();
    }

    /// @param lines
    ///            whether the ends of lines are blanks
    Read expression(int depth, boolean lines) throws DocumentException {
        int begin = scanner.at();
        budget.depth(depth, begin);
        Read first = operand(depth, lines);
        int end = scanner.at();
        boolean combined = false;
        while (true) {
            skip(lines);
            String operator = operator();
            if (operator != null) {
                scanner.move(operator.length());
                skip(lines);
                operand(depth + 1, lines);
            } else if (scanner.next() == '?') {
                scanner.move(1);
                skip(lines);
                expression(depth + 1, lines);
                skip(lines);
                scanner.expect(':');
                skip(lines);
                expression(depth + 1, lines);
            } else {
                scanner.moveTo(end);
                return combined ? raw(begin, end) : first;
            }
            combined = true;
            end = scanner.at();
        }
    }

    private void skip(boolean lines) throws DocumentException {
        if (lines) {
            scanner.skipBlanksAndLines();
        } else {
            scanner.skipBlanks();
        }
    }

    private @Nullable String operator() {
        // An arrow begins the value of an object.
        return scanner.startsWith("=>") ? null : OPERATORS.stream().filter(scanner::startsWith).findFirst().orElse(null);
    }

    private Read raw(int begin, int end) {
        return new Read(new Scalar.Text(scanner.range(begin, end), "${" + scanner.text(begin, end) + "}"), false);
    }

    private Read operand(int depth, boolean lines) throws DocumentException {
        int begin = scanner.at();
        budget.depth(depth, begin);
        int sign = scanner.next();
        if (sign == '-' || sign == '!') {
            scanner.move(1);
            skip(lines);
            Read of = operand(depth + 1, lines);
            Range range = scanner.range(begin, scanner.at());
            return switch (of.value()) {
                case Scalar.Whole whole when sign == '-' && of.plain() ->
                    new Read(whole(range, scanner.text(begin, scanner.at()), whole.big().negate()), true);
                case Scalar.Real real when sign == '-' && of.plain() -> new Read(new Scalar.Real(range, "-" + real.text(),
                        -real.number()), true);
                case Scalar.Bool bool when sign == '!' && of.plain() ->
                    new Read(new Scalar.Bool(range, String.valueOf(!bool.truth()), !bool.truth()), true);
                default -> raw(begin, scanner.at());
            };
        }
        Read term = term(depth);
        return postfix(depth) ? raw(begin, scanner.at()) : term;
    }

    private static Scalar.Whole whole(Range range, String text, BigInteger number) {
        return new Scalar.Whole(range, text, number.bitLength() < Long.SIZE ? (Number) number.longValue() : number);
    }

    /// Skips attributes and indexes; whether there are any.
    private boolean postfix(int depth) throws DocumentException {
        boolean any = false;
        while (true) {
            if (scanner.next() == '.' && !scanner.startsWith("...")) {
                scanner.move(1);
                if (scanner.next() == '*') {
                    scanner.move(1);
                } else if (HclScanner.isDigit(scanner.next())) {
                    while (HclScanner.isDigit(scanner.next())) {
                        scanner.move(1);
                    }
                } else if (scanner.identifier() == null) {
                    throw scanner.error("expected a name after '.'");
                }
            } else if (scanner.next() == '[') {
                scanner.move(1);
                scanner.skipBlanksAndLines();
                if (scanner.next() == '*') {
                    scanner.move(1);
                } else {
                    expression(depth + 1, true);
                }
                scanner.skipBlanksAndLines();
                scanner.expect(']');
            } else {
                return any;
            }
            any = true;
        }
    }

    private Read term(int depth) throws DocumentException {
        int begin = scanner.at();
        budget.value(begin);
        int c = scanner.next();
        if (c == '"' || scanner.startsWith("<<")) {
            HclTemplates.Text text = c == '"' ? templates.quoted(depth) : templates.heredoc(depth);
            Scalar only = text.only();
            return new Read(only == null ? new Scalar.Text(scanner.range(begin, scanner.at()), text.text()) : only, text.plain());
        }
        if (HclScanner.isDigit(c)) {
            return number(begin);
        }
        switch (c) {
            case '(' -> {
                scanner.move(1);
                scanner.skipBlanksAndLines();
                expression(depth + 1, true);
                scanner.skipBlanksAndLines();
                scanner.expect(')');
                return raw(begin, scanner.at());
            }
            case '[' -> {
                return list(depth);
            }
            case '{' -> {
                return object(depth);
            }
            default -> {
                return name(depth, begin);
            }
        }
    }

    private Read number(int begin) throws DocumentException {
        scanner.number();
        String text = scanner.text(begin, scanner.at());
        Range range = scanner.range(begin, scanner.at());
        if (text.chars().allMatch(HclScanner::isDigit)) {
            return new Read(whole(range, text, new BigInteger(text)), true);
        }
        double number = Double.parseDouble(text);
        return number == Math.rint(number) && Math.abs(number) < MOST_EXACT
                ? new Read(whole(range, text, BigInteger.valueOf((long) number)), true)
                : new Read(new Scalar.Real(range, text, number), true);
    }

    private Read name(int depth, int begin) throws DocumentException {
        String name = scanner.identifier();
        if (name == null) {
            throw scanner.error("expected an expression");
        }
        Range range = scanner.range(begin, scanner.at());
        while (scanner.startsWith("::")) {
            scanner.move(2);
            if (scanner.identifier() == null) {
                throw scanner.error("expected a name after '::'");
            }
        }
        if (scanner.next() == '(') {
            scanner.move(1);
            arguments(depth);
            return raw(begin, scanner.at());
        }
        return switch (name) {
            case "true", "false" -> new Read(new Scalar.Bool(range, name, name.equals("true")), true);
            case "null" -> new Read(new Scalar.Null(range, name), true);
            default -> raw(begin, scanner.at());
        };
    }

    private void arguments(int depth) throws DocumentException {
        scanner.skipBlanksAndLines();
        while (scanner.next() != ')') {
            expression(depth + 1, true);
            scanner.skipBlanksAndLines();
            if (scanner.startsWith("...")) {
                scanner.move(3);
                scanner.skipBlanksAndLines();
            } else if (scanner.next() == ',') {
                scanner.move(1);
                scanner.skipBlanksAndLines();
            } else if (scanner.next() != ')') {
                throw scanner.error("expected ',' or ')'");
            }
        }
        scanner.move(1);
    }

    private Read list(int depth) throws DocumentException {
        int begin = scanner.at();
        scanner.move(1);
        scanner.skipBlanksAndLines();
        if (scanner.isWord("for")) {
            return loop(depth, begin, ']');
        }
        List<Value> values = new ArrayList<>();
        while (scanner.next() != ']') {
            values.add(expression(depth + 1, true).value());
            scanner.skipBlanksAndLines();
            if (scanner.next() == ',') {
                scanner.move(1);
                scanner.skipBlanksAndLines();
            } else if (scanner.next() != ']') {
                throw scanner.error("expected ',' or ']'");
            }
        }
        scanner.move(1);
        return new Read(new Sequence(scanner.range(begin, scanner.at()), values), true);
    }

    private Read loop(int depth, int begin, char close) throws DocumentException {
        scanner.move(3);
        scanner.skipBlanksAndLines();
        do {
            scanner.skipBlanksAndLines();
            if (scanner.identifier() == null) {
                throw scanner.error("expected a name after 'for'");
            }
            scanner.skipBlanksAndLines();
        } while (scanner.next() == ',' && move());
        if (!scanner.isWord("in")) {
            throw scanner.error("expected 'in'");
        }
        scanner.move(2);
        part(depth);
        scanner.expect(':');
        part(depth);
        if (scanner.startsWith("=>")) {
            scanner.move(2);
            part(depth);
        }
        if (scanner.startsWith("...")) {
            scanner.move(3);
            scanner.skipBlanksAndLines();
        }
        if (scanner.isWord("if")) {
            scanner.move(2);
            part(depth);
        }
        scanner.expect(close);
        return raw(begin, scanner.at());
    }

    private boolean move() {
        scanner.move(1);
        return true;
    }

    private void part(int depth) throws DocumentException {
        scanner.skipBlanksAndLines();
        expression(depth + 1, true);
        scanner.skipBlanksAndLines();
    }

    private Read object(int depth) throws DocumentException {
        int begin = scanner.at();
        scanner.move(1);
        scanner.skipBlanksAndLines();
        if (scanner.isWord("for")) {
            return loop(depth, begin, '}');
        }
        Members members = new Members();
        while (scanner.next() != '}') {
            int keyBegin = scanner.at();
            String key = key(depth);
            Range keyRange = scanner.range(keyBegin, scanner.at());
            scanner.skipBlanks();
            if (scanner.next() != '=' && scanner.next() != ':') {
                throw scanner.error("expected '=' or ':'");
            }
            scanner.move(1);
            scanner.skipBlanksAndLines();
            members.add(new Member(key, keyRange, expression(depth + 1, false).value()));
            scanner.skipBlanks();
            if (scanner.next() == ',') {
                scanner.move(1);
            } else if (scanner.next() != '\n' && scanner.next() != '}') {
                throw scanner.error("expected ',', '}' or the end of the line");
            }
            scanner.skipBlanksAndLines();
        }
        scanner.move(1);
        return new Read(members.mapping(scanner.range(begin, scanner.at()), null), true);
    }

    /// The name of a key: a name stands for itself.
    private String key(int depth) throws DocumentException {
        int begin = scanner.at();
        String name = scanner.identifier();
        if (name != null) {
            scanner.skipBlanks();
            if (scanner.next() == '=' && !scanner.startsWith("==") || scanner.next() == ':') {
                return name;
            }
            scanner.moveTo(begin);
        }
        boolean inBrackets = scanner.next() == '(';
        Read read = expression(depth + 1, false);
        String written = scanner.text(begin, scanner.at());
        return (read.plain() || inBrackets || written.startsWith("\"")) && read.value() instanceof Scalar scalar
                ? scalar.text()
                : written;
    }
}
