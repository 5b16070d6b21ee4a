package dev.gatehouse.rego.template;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A part of a template.
sealed interface Node {
    record Text(String text) implements Node {}

    record Action(int line, Pipeline pipeline) implements Node {}

    record If(int line, Pipeline pipeline, List<Node> then, List<Node> otherwise) implements Node {}

    record With(int line, Pipeline pipeline, List<Node> then, List<Node> otherwise) implements Node {}

    record Range(int line, Pipeline pipeline, List<Node> body, List<Node> otherwise) implements Node {}

    /// Another template, by its name.
    record Call(int line, String name, @Nullable Pipeline pipeline) implements Node {}

    record Break(int line) implements Node {}

    record Continue(int line) implements Node {}

    /// Commands, each of which gets the result of the one before as its last argument.
    ///
    /// @param variables what takes the result; two in a range
    /// @param declares whether the variables are new
    record Pipeline(int line, List<String> variables, boolean declares, List<Command> commands) implements Argument {}

    /// What is called, and with what.
    record Command(List<Argument> arguments) {}

    /// A part of a command.
    sealed interface Argument permits Pipeline, Dot, Nil, Constant, Function, Variable, Fields, Chain {}

    record Dot() implements Argument {}

    record Nil() implements Argument {}

    record Constant(Datum value) implements Argument {}

    record Function(String name) implements Argument {}

    /// A variable and fields of its value.
    record Variable(String name, List<String> fields) implements Argument {}

    /// Fields of the dot.
    record Fields(List<String> names) implements Argument {}

    /// Fields of another argument's value.
    record Chain(Argument of, List<String> fields) implements Argument {}
}
