package dev.gatehouse.rego.type;

import dev.gatehouse.rego.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The type of functions and built-ins.
///
/// @param arguments the types of the arguments that every call has
/// @param variadic the type of any further arguments; null if there are none
/// @param result the type of the result; null if there is none, as for `print`
public record FunctionType(List<Type> arguments, @Nullable Type variadic, @Nullable Type result) implements Type {
    /// Copies the list.
    public FunctionType {
        arguments = List.copyOf(arguments);
    }

    /// A function of a fixed number of arguments.
    public static FunctionType of(List<Type> arguments, @Nullable Type result) {
        return new FunctionType(arguments, null, result);
    }

    /// How many arguments every call has.
    public int arity() {
        return arguments.size();
    }

    /// The type of an argument; null if a call has no such argument.
    public @Nullable Type argument(int index) {
        return index < arguments.size() ? arguments.get(index) : variadic;
    }

    /// The union of two functions; null if their arguments differ in number.
    public @Nullable FunctionType union(FunctionType other) {
        if (arity() != other.arity() || (variadic == null) != (other.variadic == null)) {
            return null;
        }
        var union = new ArrayList<Type>();
        for (int index = 0; index < arity(); index++) {
            Type argument = Type.or(arguments.get(index), other.arguments.get(index));
            union.add(argument == null ? AnyType.ANY : argument);
        }
        return new FunctionType(union, Type.or(variadic, other.variadic), Type.or(result, other.result));
    }

    @Override
    public @Nullable Type select(Value key) {
        return null;
    }

    @Override
    public @Nullable Type keys() {
        return null;
    }

    @Override
    public @Nullable Type values() {
        return null;
    }

    @Override
    public int rank() {
        return 8;
    }

    @Override
    public int compareSameRank(Type other) {
        var its = (FunctionType) other;
        int order = Integer.compare(arity(), its.arity());
        if (order == 0) {
            order = Type.compare(arguments, its.arguments);
        }
        if (order == 0) {
            order = Type.compare(result, its.result);
        }
        return order != 0 ? order : Type.compare(variadic, its.variadic);
    }

    @Override
    public String toString() {
        Stream<String> more = variadic == null ? Stream.empty() : Stream.of(variadic + "...");
        String listed = Stream.concat(arguments.stream().map(Type::toString), more).collect(Collectors.joining(", ", "(", ")"));
        return listed + " => " + (result == null ? "???" : result.toString());
    }
}
