package dev.gatehouse.rego.plan;

import dev.gatehouse.rego.builtin.Builtin;
import dev.gatehouse.rego.builtin.BuiltinError;
import dev.gatehouse.rego.builtin.Builtins;
import dev.gatehouse.rego.syntax.Location;
import dev.gatehouse.rego.value.BooleanValue;
import dev.gatehouse.rego.value.NullValue;
import dev.gatehouse.rego.value.NumberValue;
import dev.gatehouse.rego.value.ObjectValue;
import dev.gatehouse.rego.value.StringValue;
import dev.gatehouse.rego.value.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads the blocks of one function after the other, and counts its variables.
final class StatementReader {
    private static final int MOST_LOCALS = 1 << 16;
    private static final int DEEPEST = 500;

    private final List<String> strings;
    private final List<String> files;
    private final Map<String, PlanFunction> functions;
    private final Map<List<String>, PlanFunction> byPath;
    private final Builtins builtins;
    private boolean rule;
    private int locals;
    private int depth;
    // Variables that hold a part of the base documents.
    private final Set<Integer> base = new HashSet<>();

    StatementReader(List<String> strings, List<String> files, Map<String, PlanFunction> functions,
            Map<List<String>, PlanFunction> byPath, Builtins builtins) {
        this.strings = strings;
        this.files = files;
        this.functions = functions;
        this.byPath = Map.copyOf(byPath);
        this.builtins = builtins;
    }

    /// Begins with another function.
    ///
    /// @param isRule whether its only parameters are input and data
    void begin(boolean isRule, int[] parameters) throws PlanException {
        rule = isRule;
        locals = 2;
        base.clear();
        base.add(1);
        for (int parameter : parameters) {
            used(parameter);
        }
    }

    /// How many variables the function has that was read.
    int locals() {
        return locals;
    }

    List<Block> blocks(@Nullable Value list) throws PlanException {
        List<Block> blocks = new ArrayList<>();
        for (Value each : Json.array(list)) {
            blocks.add(block(each));
        }
        return blocks;
    }

    private Block block(@Nullable Value value) throws PlanException {
        if (++depth > DEEPEST) {
            throw new PlanException("blocks nest deeper than " + DEEPEST);
        }
        List<Instruction> instructions = new ArrayList<>();
        if (value != null && value != NullValue.NULL) {
            for (Value each : Json.array(Json.object(value, "a block").get("stmts"))) {
                ObjectValue statement = Json.object(each, "a statement");
                instructions.add(instruction(Json.text(statement, "type"), Json.object(statement.get("stmt"), "a statement")));
            }
        }
        depth--;
        return new Block(instructions);
    }

    private Instruction instruction(String type, ObjectValue s) throws PlanException {
        return switch (type) {
            case "ArrayAppendStmt" -> Making.append(local(s, "array"), operand(s, "value"));
            case "AssignIntStmt" -> Making.constant(local(s, "target"), number(s));
            case "AssignVarStmt" -> Moving.assign(operand(s, "source"), local(s, "target"));
            case "AssignVarOnceStmt" -> Moving.assignOnce(operand(s, "source"), local(s, "target"), place(s), rule
                    ? "complete rules must not produce multiple outputs"
                    : "functions must not produce multiple outputs for same inputs");
            case "BlockStmt" -> Flow.blocks(blocks(s.get("blocks")));
            case "BreakStmt" -> Flow.leave(leaving(s));
            case "CallStmt" -> call(s);
            case "CallDynamicStmt" ->
                Calling.dynamic(byPath, operands(s.get("path")), variables(s.get("args")), local(s, "result"));
            case "DotStmt" -> dot(s);
            case "EqualStmt" -> Moving.equal(operand(s, "a"), operand(s, "b"));
            case "IsArrayStmt" -> Moving.isOfKind(operand(s, "source"), Value.Kind.ARRAY);
            case "IsDefinedStmt" -> Moving.isDefined(local(s, "source"));
            case "IsObjectStmt" -> Moving.isOfKind(operand(s, "source"), Value.Kind.OBJECT);
            case "IsSetStmt" -> Moving.isOfKind(operand(s, "source"), Value.Kind.SET);
            case "IsUndefinedStmt" -> Moving.isUndefined(local(s, "source"));
            case "LenStmt" -> Making.length(operand(s, "source"), local(s, "target"));
            case "MakeArrayStmt" -> Making.array(local(s, "target"));
            case "MakeNullStmt" -> Making.constant(local(s, "target"), NullValue.NULL);
            case "MakeNumberIntStmt" -> Making.constant(local(s, "target"), number(s));
            case "MakeNumberRefStmt" ->
                Making.constant(local(s, "target"), numberOf(string(Json.number(s.get("Index"), "Index"))));
            case "MakeObjectStmt" -> Making.object(local(s, "target"));
            case "MakeSetStmt" -> Making.set(local(s, "target"));
            case "NopStmt" -> Flow.blocks(List.of());
            case "NotEqualStmt" -> Moving.notEqual(operand(s, "a"), operand(s, "b"));
            case "NotStmt" -> Flow.not(block(s.get("block")));
            case "ObjectInsertStmt" -> Making.insert(local(s, "object"), operand(s, "key"), operand(s, "value"));
            case "ObjectInsertOnceStmt" ->
                Making.insertOnce(local(s, "object"), operand(s, "key"), operand(s, "value"), place(s));
            case "ObjectMergeStmt" -> Making.merge(local(s, "a"), local(s, "b"), local(s, "target"));
            case "ResetLocalStmt" -> Moving.reset(local(s, "target"));
            case "ResultSetAddStmt" -> Flow.result(local(s, "value"));
            case "ReturnLocalStmt" -> Flow.giveBack(local(s, "source"));
            case "ScanStmt" -> Flow.scan(local(s, "source"), local(s, "key"), local(s, "value"), block(s.get("block")));
            case "SetAddStmt" -> Making.add(local(s, "set"), operand(s, "value"));
            case "WithStmt" -> Flow.with(local(s, "local"), path(s.get("path")), operand(s, "value"), block(s.get("block")));
            default -> throw new PlanException("an unknown statement: " + type);
        };
    }

    private Instruction dot(ObjectValue s) throws PlanException {
        Operand source = operand(s, "source");
        int target = local(s, "target");
        boolean ofData = source instanceof Operand.Local(int number) && base.contains(number);
        if (ofData) {
            base.add(target);
        }
        return Moving.dot(source, operand(s, "key"), target, ofData);
    }

    private Instruction call(ObjectValue s) throws PlanException {
        String name = Json.text(s, "func");
        List<Operand> arguments = operands(s.get("args"));
        int result = local(s, "result");
        PlanFunction function = functions.get(name);
        if (function != null) {
            if (function.arity() != arguments.size()) {
                throw new PlanException(name + " is called with " + arguments.size() + " arguments");
            }
            return Calling.function(function, arguments, result);
        }
        if (builtins.declaration(name) == null) {
            throw new PlanException("an unknown function: " + name);
        }
        Builtin builtin = builtins.function(name);
        // Declared, but not part of this machine: calling it is an error, not reading it.
        return Calling.builtin(builtin != null ? builtin : (context, values) -> {
            throw BuiltinError.unsupported();
        }, name, arguments, result, place(s));
    }

    private int local(ObjectValue statement, String name) throws PlanException {
        return used(Json.number(statement.get(name), name));
    }

    private int used(int local) throws PlanException {
        if (local < 0 || local >= MOST_LOCALS) {
            throw new PlanException("a variable with number " + local);
        }
        locals = Math.max(locals, local + 1);
        return local;
    }

    private static int leaving(ObjectValue statement) throws PlanException {
        int index = Json.number(statement.get("index"), "index");
        if (index < 0 || index > DEEPEST) {
            throw new PlanException("a break out of " + index + " blocks");
        }
        return index;
    }

    private Operand operand(ObjectValue statement, String name) throws PlanException {
        return operand(statement.get(name));
    }

    private Operand operand(@Nullable Value value) throws PlanException {
        ObjectValue object = Json.object(value, "an operand");
        Value content = object.get("value");
        return switch (Json.text(object, "type")) {
            case "local" -> new Operand.Local(used(Json.number(content, "a local")));
            case "string_index" -> new Operand.Constant(StringValue.of(string(Json.number(content, "a string"))));
            case "bool" -> new Operand.Constant(content == BooleanValue.TRUE ? BooleanValue.TRUE : BooleanValue.FALSE);
            default -> throw new PlanException("an unknown operand: " + object);
        };
    }

    private List<Operand> operands(@Nullable Value list) throws PlanException {
        List<Operand> operands = new ArrayList<>();
        for (Value each : Json.array(list)) {
            operands.add(operand(each));
        }
        return List.copyOf(operands);
    }

    private List<Operand> variables(@Nullable Value list) throws PlanException {
        List<Operand> variables = new ArrayList<>();
        for (int local : Json.numbers(list)) {
            variables.add(new Operand.Local(used(local)));
        }
        return List.copyOf(variables);
    }

    private List<Value> path(@Nullable Value list) throws PlanException {
        List<Value> path = new ArrayList<>();
        for (int index : Json.numbers(list)) {
            path.add(StringValue.of(string(index)));
        }
        return List.copyOf(path);
    }

    private static Value number(ObjectValue statement) throws PlanException {
        if (statement.get("value") instanceof NumberValue number) {
            return number;
        }
        throw new PlanException("not a plan: a number is none");
    }

    private static Value numberOf(String text) throws PlanException {
        try {
            return NumberValue.parse(text);
        } catch (NumberFormatException e) {
            throw new PlanException("no number: " + text);
        }
    }

    private String string(int index) throws PlanException {
        if (index < 0 || index >= strings.size()) {
            throw new PlanException("a string with number " + index);
        }
        return strings.get(index);
    }

    private Location place(ObjectValue statement) throws PlanException {
        int file = Json.number(statement.get("file"), "file");
        String name = file >= 0 && file < files.size() ? files.get(file) : "";
        return new Location(name, Json.number(statement.get("row"), "row"), Json.number(statement.get("col"), "col"), 0, 0);
    }
}
