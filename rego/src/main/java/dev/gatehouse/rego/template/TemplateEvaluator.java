package dev.gatehouse.rego.template;

import dev.gatehouse.rego.value.ArrayValue;
import dev.gatehouse.rego.value.JsonWriter;
import dev.gatehouse.rego.value.ObjectValue;
import dev.gatehouse.rego.value.SetValue;
import dev.gatehouse.rego.value.StringValue;
import dev.gatehouse.rego.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/// Fills in a template.
final class TemplateEvaluator {
    private static final int DEEPEST = 200;

    private final Map<String, List<Node>> templates;
    private final LongConsumer work;
    private final LongConsumer size;
    private final StringBuilder output = new StringBuilder();
    private List<Binding> variables = new ArrayList<>();
    private int depth;

    private static final class Binding {
        private final String name;
        private Datum value;

        private Binding(String name, Datum value) {
            this.name = name;
            this.value = value;
        }
    }

    /// How a list of nodes ended.
    private enum Flow {
        ON, BREAK, CONTINUE
    }

    TemplateEvaluator(Map<String, List<Node>> templates, LongConsumer work, LongConsumer size) {
        this.templates = templates;
        this.work = work;
        this.size = size;
    }

    String run(Value data) throws TemplateException {
        call(0, "template", new Datum.Of(data));
        return output.toString();
    }

    private void call(int line, String name, Datum dot) throws TemplateException {
        List<Node> body = templates.get(name);
        if (body == null) {
            throw new TemplateException(line, "template \"" + name + "\" not defined");
        }
        if (++depth > DEEPEST) {
            throw new TemplateException(line, "exceeded maximum template depth (" + DEEPEST + ")");
        }
        List<Binding> outer = variables;
        variables = new ArrayList<>(List.of(new Binding("$", dot)));
        walk(body, dot);
        variables = outer;
        depth--;
    }

    private void print(String text) {
        size.accept(output.length() + (long) text.length());
        output.append(text);
    }

    private Flow walk(List<Node> nodes, Datum dot) throws TemplateException {
        for (Node node : nodes) {
            work.accept(1);
            Flow flow = walk(node, dot);
            if (flow != Flow.ON) {
                return flow;
            }
        }
        return Flow.ON;
    }

    private Flow walk(Node node, Datum dot) throws TemplateException {
        switch (node) {
            case Node.Text(String text) -> print(text);
            case Node.Action(int _, Node.Pipeline pipeline) -> {
                Datum value = evaluate(pipeline, dot);
                if (pipeline.variables().isEmpty()) {
                    print(Printing.top(value));
                }
            }
            case Node.If(int _, Node.Pipeline pipeline, List<Node> then, List<Node> otherwise) -> {
                int mark = variables.size();
                Flow flow = walk(TemplateFunctions.isTrue(evaluate(pipeline, dot)) ? then : otherwise, dot);
                pop(mark);
                return flow;
            }
            case Node.With(int _, Node.Pipeline pipeline, List<Node> then, List<Node> otherwise) -> {
                int mark = variables.size();
                Datum value = evaluate(pipeline, dot);
                Flow flow = TemplateFunctions.isTrue(value) ? walk(then, value) : walk(otherwise, dot);
                pop(mark);
                return flow;
            }
            case Node.Range range -> {
                int mark = variables.size();
                Flow flow = range(range, dot);
                pop(mark);
                return flow;
            }
            case Node.Call(int line, String name, Node.Pipeline pipeline) ->
                call(line, name, pipeline == null ? Datum.MISSING : evaluate(pipeline, dot));
            case Node.Break _ -> {
                return Flow.BREAK;
            }
            case Node.Continue _ -> {
                return Flow.CONTINUE;
            }
        }
        return Flow.ON;
    }

    private void pop(int mark) {
        variables.subList(mark, variables.size()).clear();
    }

    private Flow range(Node.Range range, Datum dot) throws TemplateException {
        Datum over = evaluate(range.pipeline(), dot);
        int mark = variables.size();
        boolean any = false;
        if (over instanceof Datum.Whole(long count)) {
            if (range.pipeline().variables().size() > 1) {
                throw new TemplateException(range.line(), "can't use " + count + " to iterate over more than one variable");
            }
            for (long index = 0; index < count; index++) {
                any = true;
                if (once(range, Datum.MISSING, new Datum.Whole(index), mark) == Flow.BREAK) {
                    return Flow.ON;
                }
            }
        } else if (over instanceof Datum.Of(Value value) && (value instanceof ArrayValue || value instanceof SetValue)) {
            ArrayValue elements = TemplateFunctions.elements(value);
            for (int index = 0; index < elements.size(); index++) {
                any = true;
                if (once(range, new Datum.Whole(index), new Datum.Of(elements.get(index)), mark) == Flow.BREAK) {
                    return Flow.ON;
                }
            }
        } else if (over instanceof Datum.Of(ObjectValue object)) {
            var sorted = new TreeMap<StringValue, Value>();
            object.forEach((key, entry) -> sorted.put(StringValue.of(JsonWriter.keyName(key)), entry));
            for (Map.Entry<StringValue, Value> entry : sorted.entrySet()) {
                any = true;
                if (once(range, new Datum.Of(entry.getKey()), new Datum.Of(entry.getValue()), mark) == Flow.BREAK) {
                    return Flow.ON;
                }
            }
        } else if (!over.isNothing()) {
            throw new TemplateException(range.line(), "range can't iterate over " + Printing.text(over));
        }
        return any ? Flow.ON : walk(range.otherwise(), dot);
    }

    private Flow once(Node.Range range, Datum index, Datum element, int mark) throws TemplateException {
        work.accept(1);
        List<String> names = range.pipeline().variables();
        if (range.pipeline().declares()) {
            // The pipeline has declared them, so that they stand below the mark.
            for (int place = 0; place < names.size(); place++) {
                variables.get(mark - names.size() + place).value = place == names.size() - 1 ? element : index;
            }
        } else {
            for (int place = 0; place < names.size(); place++) {
                assign(names.get(place), place == names.size() - 1 ? element : index);
            }
        }
        Flow flow = walk(range.body(), element);
        pop(mark);
        return flow;
    }

    private void assign(String name, Datum value) {
        for (Binding binding : variables.reversed()) {
            if (binding.name.equals(name)) {
                binding.value = value;
                return;
            }
        }
    }

    private Datum evaluate(Node.Pipeline pipeline, Datum dot) throws TemplateException {
        Datum value = null;
        for (Node.Command command : pipeline.commands()) {
            value = evaluate(command, dot, value, pipeline.line());
        }
        Datum result = value == null ? Datum.MISSING : value;
        for (String name : pipeline.variables()) {
            if (pipeline.declares()) {
                variables.add(new Binding(name, result));
            } else {
                assign(name, result);
            }
        }
        return result;
    }

    private Datum evaluate(Node.Command command, Datum dot, @Nullable Datum piped, int line) throws TemplateException {
        work.accept(1);
        Node.Argument first = command.arguments().getFirst();
        List<Node.Argument> rest = command.arguments().subList(1, command.arguments().size());
        if (first instanceof Node.Function(String name)) {
            return function(name, rest, dot, piped, line);
        }
        if (!rest.isEmpty() || piped != null) {
            boolean isField = first instanceof Node.Fields || first instanceof Node.Chain || first instanceof Node.Variable;
            throw new TemplateException(line, isField
                    ? "value is not a method but has arguments"
                    : "can't give argument to non-function");
        }
        if (first instanceof Node.Nil) {
            throw new TemplateException(line, "nil is not a command");
        }
        return evaluate(first, dot, line);
    }

    private Datum evaluate(Node.Argument argument, Datum dot, int line) throws TemplateException {
        return switch (argument) {
            case Node.Dot _ -> dot;
            case Node.Nil _ -> Datum.MISSING;
            case Node.Constant(Datum value) -> value;
            case Node.Fields(List<String> names) -> fields(dot, names, line);
            case Node.Variable(String name, List<String> names) -> fields(variable(name), names, line);
            case Node.Chain(Node.Argument of, List<String> names) -> fields(evaluate(of, dot, line), names, line);
            case Node.Function(String name) -> function(name, List.of(), dot, null, line);
            case Node.Pipeline pipeline -> evaluate(pipeline, dot);
        };
    }

    private Datum variable(String name) {
        for (Binding binding : variables.reversed()) {
            if (binding.name.equals(name)) {
                return binding.value;
            }
        }
        return Datum.MISSING;
    }

    private static Datum fields(Datum of, List<String> names, int line) throws TemplateException {
        Datum value = of;
        for (String name : names) {
            if (value instanceof Datum.Missing) {
                return value;
            }
            if (value.isNothing()) {
                throw new TemplateException(line, "nil pointer evaluating interface {}." + name);
            }
            if (!(value instanceof Datum.Of(ObjectValue object))) {
                throw new TemplateException(line, "can't evaluate field " + name + " in type " + TemplateFunctions.type(value));
            }
            Value entry = object.get(name);
            value = entry == null ? Datum.MISSING : new Datum.Of(entry);
        }
        return value;
    }

    private Datum function(String name, List<Node.Argument> rest, Datum dot, @Nullable Datum piped, int line)
            throws TemplateException {
        if (name.equals("and") || name.equals("or")) {
            return shortCircuit(name, rest, dot, piped, line);
        }
        List<Datum> arguments = new ArrayList<>();
        for (Node.Argument argument : rest) {
            arguments.add(evaluate(argument, dot, line));
        }
        if (piped != null) {
            arguments.add(piped);
        }
        try {
            Datum result = TemplateFunctions.call(name, arguments);
            if (result instanceof Datum.Of(StringValue text)) {
                size.accept(text.text().length());
            }
            return result;
        } catch (TemplateFunctions.Failure e) {
            throw new TemplateException(line, String.valueOf(e.getMessage()));
        }
    }

    private Datum shortCircuit(String name, List<Node.Argument> rest, Datum dot, @Nullable Datum piped, int line)
            throws TemplateException {
        if (rest.isEmpty() && piped == null) {
            throw new TemplateException(line, "wrong number of args for " + name + ": want at least 1 got 0");
        }
        Datum value = Datum.MISSING;
        for (Node.Argument argument : rest) {
            value = evaluate(argument, dot, line);
            if (TemplateFunctions.isTrue(value) == name.equals("or")) {
                return value;
            }
        }
        return piped == null ? value : piped;
    }
}
