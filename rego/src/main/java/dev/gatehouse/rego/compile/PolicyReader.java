package dev.gatehouse.rego.compile;

import dev.gatehouse.rego.syntax.Expr;
import dev.gatehouse.rego.syntax.Location;
import dev.gatehouse.rego.syntax.Module;
import dev.gatehouse.rego.syntax.RegoVersion;
import dev.gatehouse.rego.syntax.Rule;
import dev.gatehouse.rego.syntax.Term;
import dev.gatehouse.rego.value.ArrayValue;
import dev.gatehouse.rego.value.BooleanValue;
import dev.gatehouse.rego.value.NullValue;
import dev.gatehouse.rego.value.NumberValue;
import dev.gatehouse.rego.value.ObjectValue;
import dev.gatehouse.rego.value.SetValue;
import dev.gatehouse.rego.value.StringValue;
import dev.gatehouse.rego.value.Value;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// Reads the modules and rules that [PolicyWriter] wrote; a cursor for one thread.
final class PolicyReader {
    private static final int DEEPEST = 1_000;

    private final ByteBuffer in;
    private final SavedTexts texts;
    private final String file;
    private Location place = Location.of("");
    private int depth;

    private PolicyReader(ByteBuffer in, SavedTexts texts, String file) {
        this.in = in;
        this.texts = texts;
        this.file = file;
    }

    /// Reads which modules there are. Their rules are read when somebody asks for them, and [DamagedPolicyException] is thrown then if
    /// they make no sense, although the checksum is right.
    ///
    /// @throws IOException when the bytes are damaged, or from another release
    static List<ModuleUnit> read(byte[] saved) throws IOException {
        try {
            ByteBuffer in = ByteBuffer.wrap(saved);
            if (in.getInt() != PolicyWriter.MAGIC) {
                throw new IOException("not a saved policy");
            }
            int version = in.getInt();
            if (version != PolicyWriter.VERSION) {
                throw new IOException("saved by another release: format " + version + ", this one reads " + PolicyWriter.VERSION);
            }
            int expected = in.getInt();
            if (in.getInt() != in.remaining()) {
                throw new IOException("the saved policy is cut off");
            }
            CRC32C checksum = new CRC32C();
            checksum.update(in.slice());
            if ((int) checksum.getValue() != expected) {
                throw new IOException("the saved policy is damaged");
            }
            SavedTexts texts = SavedTexts.read(in);
            PolicyReader reader = new PolicyReader(in, texts, "");
            List<ModuleUnit> modules = new ArrayList<>();
            int count = reader.count();
            for (int i = 0; i < count; i++) {
                modules.add(new PolicyReader(in, texts, reader.text()).module());
            }
            return modules;
        } catch (BufferUnderflowException | DamagedPolicyException | IllegalArgumentException e) {
            throw new IOException("the saved policy is damaged", e);
        }
    }

    private int number() {
        int value = 0;
        for (int shift = 0; shift < 35; shift += 7) {
            int b = in.get();
            value |= (b & 0x7F) << shift;
            if (b >= 0) {
                return value;
            }
        }
        throw new DamagedPolicyException("a number is too long");
    }

    /// The number of things that follow, each of at least one byte.
    private int count() {
        int count = number();
        if (count < 0 || count > in.remaining()) {
            throw new DamagedPolicyException("a count is too large");
        }
        return count;
    }

    private boolean flag() {
        return in.get() != 0;
    }

    private String text() {
        return texts.get(number());
    }

    private Location location() {
        place = new Location(file, number(), number(), number(), number());
        return place;
    }

    private ModuleUnit module() {
        int version = number();
        if (version < 0 || version >= RegoVersion.values().length) {
            throw new DamagedPolicyException("no such version");
        }
        Location declared = location();
        Module.Package declaration = new Module.Package(declared, reference(declared));
        int length = count();
        ByteBuffer rules = in.slice(in.position(), length);
        in.position(in.position() + length);
        Module head = new Module(file, "", RegoVersion.values()[version], declaration, List.of(), List.of(), List.of(),
                List.of());
        return ModuleUnit.deferred(head, () -> rules(rules));
    }

    private List<Rule> rules(ByteBuffer from) {
        try {
            PolicyReader reader = new PolicyReader(from.duplicate(), texts, file);
            List<Rule> rules = new ArrayList<>();
            int size = reader.count();
            for (int i = 0; i < size; i++) {
                rules.add(reader.rule());
            }
            return rules;
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            throw new DamagedPolicyException("the rules of " + file + " are damaged");
        }
    }

    private record Branch(Location location, boolean isDefault, Rule.Head head, List<Expr> body) {}

    private Rule rule() {
        List<Branch> branches = new ArrayList<>();
        int size = count();
        for (int i = 0; i < size; i++) {
            Location location = location();
            branches.add(new Branch(location, flag(), head(location), body()));
        }
        Rule rule = null;
        for (Branch branch : branches.reversed()) {
            rule = new Rule(branch.location(), branch.isDefault(), branch.head(), branch.body(), false, rule);
        }
        if (rule == null) {
            throw new DamagedPolicyException("a rule is empty");
        }
        return rule;
    }

    private Rule.Head head(Location location) {
        Term.Ref reference = reference(location);
        List<Term> arguments = terms();
        return new Rule.Head(location, reference, arguments, optional(), optional(), false, false, Set.of());
    }

    private @Nullable Term optional() {
        return flag() ? term() : null;
    }

    private List<Expr> body() {
        List<Expr> body = new ArrayList<>();
        int size = count();
        for (int i = 0; i < size; i++) {
            body.add(expr());
        }
        return body;
    }

    private Expr expr() {
        Location location = location();
        boolean negated = flag();
        boolean generated = flag();
        Expr.Clause clause = switch (in.get()) {
            case 0 -> new Expr.Clause.Value(term());
            case 1 -> new Expr.Clause.Call(reference(location), terms());
            case 2 -> new Expr.Clause.Every(location, optional(), term(), term(), body());
            default -> throw new DamagedPolicyException("no such expression");
        };
        List<Expr.With> with = new ArrayList<>();
        int size = count();
        for (int i = 0; i < size; i++) {
            with.add(new Expr.With(location, term(), term()));
        }
        return new Expr(location, negated, clause, with, generated);
    }

    private Term.Ref reference(Location location) {
        List<Term> parts = terms();
        if (parts.isEmpty()) {
            throw new DamagedPolicyException("a reference to nothing");
        }
        return new Term.Ref(location, parts);
    }

    private List<Term> terms() {
        int size = count();
        List<Term> terms = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            terms.add(term());
        }
        return terms;
    }

    private void enter() {
        if (++depth > DEEPEST) {
            throw new DamagedPolicyException("terms nest too deep");
        }
    }

    private Term term() {
        enter();
        Location at = place;
        Term term = switch (in.get()) {
            case 0 -> new Term.Scalar(at, value());
            case 1 -> new Term.Var(at, text());
            case 2 -> reference(at);
            case 3 -> new Term.Array(at, terms());
            case 4 -> new Term.SetLiteral(at, terms());
            case 5 -> object(at);
            case 6 -> comprehension();
            default -> throw new DamagedPolicyException("no such term");
        };
        depth--;
        return term;
    }

    private Term object(Location at) {
        List<Term.Entry> entries = new ArrayList<>();
        int size = count();
        for (int i = 0; i < size; i++) {
            entries.add(new Term.Entry(term(), term()));
        }
        return new Term.ObjectLiteral(at, entries);
    }

    private Term comprehension() {
        int kind = in.get();
        if (kind < 0 || kind >= Term.Comprehension.Kind.values().length) {
            throw new DamagedPolicyException("no such comprehension");
        }
        Location outer = place;
        Location at = location();
        Term term = new Term.Comprehension(at, Term.Comprehension.Kind.values()[kind], optional(), term(), body());
        place = outer;
        return term;
    }

    private Value value() {
        enter();
        int kind = in.get();
        if (kind < 0 || kind >= Value.Kind.values().length) {
            throw new DamagedPolicyException("no such value");
        }
        Value value = switch (Value.Kind.values()[kind]) {
            case NULL -> NullValue.NULL;
            case BOOLEAN -> flag() ? BooleanValue.TRUE : BooleanValue.FALSE;
            case NUMBER -> NumberValue.parse(text());
            case STRING -> StringValue.of(text());
            case ARRAY -> ArrayValue.of(values());
            case SET -> SetValue.of(values());
            case OBJECT -> {
                ObjectValue.Builder object = ObjectValue.builder();
                int size = count();
                for (int i = 0; i < size; i++) {
                    object.put(value(), value());
                }
                yield object.build();
            }
        };
        depth--;
        return value;
    }

    private List<Value> values() {
        List<Value> values = new ArrayList<>();
        int size = count();
        for (int i = 0; i < size; i++) {
            values.add(value());
        }
        return values;
    }
}
