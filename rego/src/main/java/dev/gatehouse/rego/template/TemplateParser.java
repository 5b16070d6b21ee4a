package dev.gatehouse.rego.template;

import dev.gatehouse.rego.value.StringValue;
import dev.gatehouse.rego.value.BooleanValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Parses templates and the templates defined in them.
final class TemplateParser {
    private static final int DEEPEST = 100;

    private final List<Item> items;
    private final Map<String, List<Node>> defined = new HashMap<>();
    private final List<String> variables = new ArrayList<>(List.of("$"));
    private int at;
    private int depth;
    private int ranges;

    private TemplateParser(List<Item> items) {
        this.items = items;
    }

    /// The templates of a text by their names; the text's own is called `template`.
    static Map<String, List<Node>> parse(String text) throws TemplateException {
        var parser = new TemplateParser(TemplateLexer.items(text));
        List<Node> main = new ArrayList<>();
        String end = parser.list(main, Set.of());
        if (!end.isEmpty()) {
            throw parser.error("unexpected {{" + end + "}}");
        }
        parser.defined.putIfAbsent("template", main);
        return parser.defined;
    }

    private TemplateException error(String message) {
        return new TemplateException(items.get(Math.min(at, items.size() - 1)).line(), message);
    }

    private Item peek() {
        return items.get(at);
    }

    private Item next() {
        return items.get(at++);
    }

    private Item peekWord() {
        while (peek().kind() == Item.Kind.SPACE) {
            at++;
        }
        return peek();
    }

    private Item nextWord() {
        peekWord();
        return next();
    }

    private void close(String context) throws TemplateException {
        if (nextWord().kind() != Item.Kind.CLOSE) {
            at--;
            throw error("unexpected \"" + peek().text() + "\" in " + context);
        }
    }

    /// Reads nodes until one of the words ends them; answers the word, or an empty one at the end of the text.
    private String list(List<Node> nodes, Set<String> ends) throws TemplateException {
        if (++depth > DEEPEST) {
            throw error("nested more than " + DEEPEST + " levels deep");
        }
        while (true) {
            Item item = next();
            switch (item.kind()) {
                case TEXT -> nodes.add(new Node.Text(item.text()));
                case END -> {
                    at--;
                    if (!ends.isEmpty()) {
                        throw error("unexpected EOF");
                    }
                    depth--;
                    return "";
                }
                default -> {
                    Item word = peekWord();
                    if (word.is("end") || word.is("else")) {
                        if (!ends.contains(word.text())) {
                            throw error("unexpected {{" + word.text() + "}}");
                        }
                        next();
                        depth--;
                        return word.text();
                    }
                    Node node = action();
                    if (node != null) {
                        nodes.add(node);
                    }
                }
            }
        }
    }

    private @Nullable Node action() throws TemplateException {
        Item word = peekWord();
        int line = word.line();
        if (word.kind() == Item.Kind.WORD) {
            switch (word.text()) {
                case "if", "with", "range" -> {
                    next();
                    return branch(word.text(), line);
                }
                case "break", "continue" -> {
                    next();
                    if (peekWord().kind() == Item.Kind.CLOSE) {
                        if (ranges == 0) {
                            throw error("{{" + word.text() + "}} outside {{range}}");
                        }
                        next();
                        return word.text().equals("break") ? new Node.Break(line) : new Node.Continue(line);
                    }
                    throw error("unexpected \"" + peek().text() + "\" in {{" + word.text() + "}}");
                }
                case "define" -> {
                    if (depth > 1) {
                        throw error("unexpected {{define}}");
                    }
                    next();
                    define(name("define clause"), true);
                    return null;
                }
                case "block" -> {
                    next();
                    String name = name("block clause");
                    Node.Pipeline pipeline = pipeline("block clause", Item.Kind.CLOSE);
                    define(name, false);
                    return new Node.Call(line, name, pipeline);
                }
                case "template" -> {
                    next();
                    String name = name("template clause");
                    boolean ends = peekWord().kind() == Item.Kind.CLOSE;
                    if (ends) {
                        next();
                    }
                    return new Node.Call(line, name, ends ? null : pipeline("template clause", Item.Kind.CLOSE));
                }
                default -> {
                    // A function's name: a pipeline.
                }
            }
        }
        return new Node.Action(line, pipeline("command", Item.Kind.CLOSE));
    }

    private String name(String context) throws TemplateException {
        Item item = nextWord();
        if (item.kind() != Item.Kind.STRING) {
            at--;
            throw error("unexpected \"" + item.text() + "\" in " + context);
        }
        return unquoted(item);
    }

    /// Reads a template within the text. Its variables and ranges are its own.
    private void define(String name, boolean closes) throws TemplateException {
        if (closes) {
            close("define clause");
        }
        List<String> outer = List.copyOf(variables);
        int outerRanges = ranges;
        variables.subList(1, variables.size()).clear();
        ranges = 0;
        List<Node> body = new ArrayList<>();
        list(body, Set.of("end"));
        close("end");
        boolean empty = body.stream().allMatch(node -> node instanceof Node.Text(String text) && text.isBlank());
        if (!empty || !defined.containsKey(name)) {
            defined.put(name, body);
        }
        variables.clear();
        variables.addAll(outer);
        ranges = outerRanges;
    }

    private Node branch(String keyword, int line) throws TemplateException {
        int mark = variables.size();
        Node.Pipeline pipeline = pipeline(keyword, Item.Kind.CLOSE);
        ranges += keyword.equals("range") ? 1 : 0;
        List<Node> then = new ArrayList<>();
        List<Node> otherwise = new ArrayList<>();
        String end = list(then, Set.of("end", "else"));
        ranges -= keyword.equals("range") ? 1 : 0;
        if (end.equals("else")) {
            Item follows = peekWord();
            if (!keyword.equals("range") && follows.is(keyword)) {
                // {{else if}} is a branch of its own, which the same {{end}} ends.
                next();
                if (++depth > DEEPEST) {
                    throw error("nested more than " + DEEPEST + " levels deep");
                }
                otherwise.add(branch(keyword, follows.line()));
                depth--;
                truncate(mark);
                return node(keyword, line, pipeline, then, otherwise);
            }
            close("else");
            list(otherwise, Set.of("end"));
        }
        close("end");
        truncate(mark);
        return node(keyword, line, pipeline, then, otherwise);
    }

    private void truncate(int mark) {
        variables.subList(mark, variables.size()).clear();
    }

    private static Node node(String keyword, int line, Node.Pipeline pipeline, List<Node> then, List<Node> otherwise) {
        return switch (keyword) {
            case "if" -> new Node.If(line, pipeline, then, otherwise);
            case "with" -> new Node.With(line, pipeline, then, otherwise);
            default -> new Node.Range(line, pipeline, then, otherwise);
        };
    }

    private Node.Pipeline pipeline(String context, Item.Kind end) throws TemplateException {
        int line = peekWord().line();
        List<String> declared = new ArrayList<>();
        boolean declares = declarations(declared, context);
        List<Node.Command> commands = new ArrayList<>();
        while (true) {
            Item item = nextWord();
            if (item.kind() == end) {
                if (commands.isEmpty()) {
                    at--;
                    throw error("missing value for " + context);
                }
                for (Node.Command command : commands.subList(1, commands.size())) {
                    if (command.arguments().getFirst() instanceof Node.Constant || command.arguments().getFirst() instanceof Node.Nil
                            || command.arguments().getFirst() instanceof Node.Dot) {
                        throw error("non executable command in pipeline stage");
                    }
                }
                // A variable can be used after the pipeline that declares it.
                if (declares) {
                    variables.addAll(declared);
                }
                return new Node.Pipeline(line, declared, declares, commands);
            }
            at--;
            switch (item.kind()) {
                case WORD, FIELD, VARIABLE, DOT, NUMBER, CHARACTER, STRING, LEFT -> commands.add(command());
                default -> throw error("unexpected \"" + item.text() + "\" in " + context);
            }
        }
    }

    /// Reads `$x :=`, `$x =` and, for ranges, `$i, $x :=`; whether it declares.
    private boolean declarations(List<String> names, String context) throws TemplateException {
        int from = at;
        boolean range = context.equals("range");
        while (peekWord().kind() == Item.Kind.VARIABLE) {
            Item variable = next();
            Item operator = peekWord();
            switch (operator.kind()) {
                case DECLARE, ASSIGN -> {
                    next();
                    names.add(variable.text());
                    if (operator.kind() == Item.Kind.ASSIGN) {
                        for (String name : names) {
                            known(name);
                        }
                    }
                    return operator.kind() == Item.Kind.DECLARE;
                }
                case COMMA -> {
                    if (!range || !names.isEmpty()) {
                        throw error("too many declarations in " + context);
                    }
                    next();
                    names.add(variable.text());
                }
                default -> {
                    names.clear();
                    at = from;
                    return false;
                }
            }
        }
        if (!names.isEmpty()) {
            throw error("range can only initialize variables");
        }
        at = from;
        return false;
    }

    private void known(String variable) throws TemplateException {
        if (!variables.contains(variable)) {
            throw error("undefined variable \"" + variable + "\"");
        }
    }

    private Node.Command command() throws TemplateException {
        List<Node.Argument> arguments = new ArrayList<>();
        while (true) {
            peekWord();
            Node.Argument operand = operand();
            if (operand != null) {
                arguments.add(operand);
            }
            Item item = next();
            if (item.kind() == Item.Kind.SPACE) {
                continue;
            }
            if (item.kind() == Item.Kind.CLOSE || item.kind() == Item.Kind.RIGHT) {
                at--;
            } else if (item.kind() == Item.Kind.PIPE) {
                Item.Kind follows = peekWord().kind();
                if (follows == Item.Kind.CLOSE || follows == Item.Kind.RIGHT || follows == Item.Kind.PIPE) {
                    throw error("missing value for command");
                }
            } else {
                at--;
                throw error("unexpected \"" + item.text() + "\" in operand");
            }
            break;
        }
        if (arguments.isEmpty()) {
            throw error("empty command");
        }
        return new Node.Command(arguments);
    }

    private Node.@Nullable Argument operand() throws TemplateException {
        Node.Argument term = term();
        if (term == null || peek().kind() != Item.Kind.FIELD) {
            return term;
        }
        List<String> fields = new ArrayList<>();
        while (peek().kind() == Item.Kind.FIELD) {
            fields.add(next().text().substring(1));
        }
        return switch (term) {
            case Node.Fields(List<String> names) -> {
                names.addAll(fields);
                yield term;
            }
            case Node.Variable(String name, List<String> names) -> {
                names.addAll(fields);
                yield term;
            }
            case Node.Constant _, Node.Nil _ -> throw error("unexpected . after term");
            case Node.Dot _ -> throw error("unexpected . after term \".\"");
            default -> new Node.Chain(term, fields);
        };
    }

    private Node.@Nullable Argument term() throws TemplateException {
        Item item = nextWord();
        switch (item.kind()) {
            case WORD -> {
                return switch (item.text()) {
                    case "true", "false" -> new Node.Constant(new Datum.Of(BooleanValue.of(item.text().equals("true"))));
                    case "nil" -> new Node.Nil();
                    default -> {
                        if (!TemplateFunctions.NAMES.contains(item.text())) {
                            at--;
                            throw error("function \"" + item.text() + "\" not defined");
                        }
                        yield new Node.Function(item.text());
                    }
                };
            }
            case DOT -> {
                return new Node.Dot();
            }
            case VARIABLE -> {
                known(item.text());
                return new Node.Variable(item.text(), new ArrayList<>());
            }
            case FIELD -> {
                return new Node.Fields(new ArrayList<>(List.of(item.text().substring(1))));
            }
            case NUMBER -> {
                return new Node.Constant(number(item));
            }
            case CHARACTER -> {
                String text = unquoted(item);
                if (text.codePointCount(0, text.length()) != 1) {
                    throw error("malformed character constant: " + item.text());
                }
                return new Node.Constant(new Datum.Whole(text.codePointAt(0)));
            }
            case STRING -> {
                return new Node.Constant(new Datum.Of(StringValue.of(unquoted(item))));
            }
            case LEFT -> {
                if (++depth > DEEPEST) {
                    throw error("nested more than " + DEEPEST + " levels deep");
                }
                Node.Pipeline pipeline = pipeline("parenthesized pipeline", Item.Kind.RIGHT);
                depth--;
                return pipeline;
            }
            default -> {
                at--;
                return null;
            }
        }
    }

    private Datum number(Item item) throws TemplateException {
        Datum number = GoConstant.number(item.text());
        if (number == null) {
            throw error("illegal number syntax: \"" + item.text() + "\"");
        }
        return number;
    }

    private String unquoted(Item item) throws TemplateException {
        String text = GoConstant.unquoted(item.text());
        if (text == null) {
            throw error("invalid syntax: " + item.text());
        }
        return text;
    }
}
