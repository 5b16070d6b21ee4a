package dev.gatehouse.rego.compile;

import dev.gatehouse.rego.syntax.Expr;
import dev.gatehouse.rego.syntax.Location;
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
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// Writes compiled modules, so that they need not be compiled again.
///
/// The format: magic number, format version, checksum and length of the rest, each four bytes. Then all texts, each once: their number, where
/// each ends (four bytes each), and the texts, each ISO 8859-1 after a 0 or UTF-16 after a 1. Then the modules, each with the length of its
/// rules before them, so that a reader can pass over the rules until somebody asks for them. Other numbers are unsigned, seven bits a byte,
/// lowest first. It is read by the same release only: [#VERSION] counts its changes.
final class PolicyWriter {
    static final int MAGIC = 0x47485231;
    static final int VERSION = 2;

    private final Map<String, Integer> texts;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private PolicyWriter(Map<String, Integer> texts) {
        this.texts = texts;
    }

    static byte[] write(List<ModuleUnit> modules) {
        PolicyWriter body = new PolicyWriter(new LinkedHashMap<>());
        body.number(modules.size());
        modules.forEach(body::module);
        byte[] texts = texts(body.texts);
        byte[] rest = body.out.toByteArray();
        CRC32C checksum = new CRC32C();
        checksum.update(texts);
        checksum.update(rest);
        return ByteBuffer.allocate(16 + texts.length + rest.length).putInt(MAGIC).putInt(VERSION)
                .putInt((int) checksum.getValue())
                .putInt(texts.length + rest.length).put(texts).put(rest).array();
    }

    private static byte[] texts(Map<String, Integer> texts) {
        ByteBuffer ends = ByteBuffer.allocate(4 + 4 * texts.size()).putInt(texts.size());
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (String text : texts.keySet()) {
            boolean narrow = text.chars().allMatch(c -> c < 0x100);
            content.write(narrow ? 0 : 1);
            content.writeBytes(text.getBytes(narrow ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_16BE));
            ends.putInt(content.size());
        }
        return ByteBuffer.allocate(ends.position() + content.size()).put(ends.array()).put(content.toByteArray()).array();
    }

    private void number(int value) {
        int rest = value;
        while ((rest & ~0x7F) != 0) {
            out.write((rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        out.write(rest);
    }

    private void flag(boolean value) {
        out.write(value ? 1 : 0);
    }

    private void text(String text) {
        Integer known = texts.get(text);
        if (known == null) {
            known = texts.size();
            texts.put(text, known);
        }
        number(known);
    }

    private void location(Location location) {
        number(location.row());
        number(location.column());
        number(location.offset());
        number(location.end());
    }

    private void module(ModuleUnit module) {
        text(module.name());
        number(module.module().version().ordinal());
        location(module.module().packageDeclaration().location());
        terms(module.packagePath().parts());
        PolicyWriter rules = new PolicyWriter(texts);
        rules.number(module.definitions().size());
        module.definitions().forEach(rules::definition);
        number(rules.out.size());
        out.writeBytes(rules.out.toByteArray());
    }

    private void definition(Definition definition) {
        List<Definition> branches = new ArrayList<>();
        for (Definition d = definition; d != null; d = d.otherwise()) {
            branches.add(d);
        }
        number(branches.size());
        for (Definition branch : branches) {
            location(branch.location());
            flag(branch.isDefault());
            head(branch.head());
            body(branch.body());
        }
    }

    private void head(Rule.Head head) {
        terms(head.reference().parts());
        terms(head.arguments());
        optional(head.key());
        optional(head.value());
    }

    private void optional(@Nullable Term term) {
        flag(term != null);
        if (term != null) {
            term(term);
        }
    }

    private void body(List<Expr> body) {
        number(body.size());
        body.forEach(this::expr);
    }

    private void expr(Expr expr) {
        location(expr.location());
        flag(expr.negated());
        flag(expr.generated());
        switch (expr.clause()) {
            case Expr.Clause.Value(Term term) -> {
                out.write(0);
                term(term);
            }
            case Expr.Clause.Call(Term.Ref operator, List<Term> arguments) -> {
                out.write(1);
                terms(operator.parts());
                terms(arguments);
            }
            case Expr.Clause.Every every -> {
                out.write(2);
                optional(every.key());
                term(every.value());
                term(every.domain());
                body(every.body());
            }
            case Expr.Clause.Some ignored -> throw new IllegalStateException("declarations are gone by now");
        }
        number(expr.with().size());
        for (Expr.With with : expr.with()) {
            term(with.target());
            term(with.value());
        }
    }

    private void terms(List<Term> terms) {
        number(terms.size());
        terms.forEach(this::term);
    }

    private void term(Term term) {
        switch (term) {
            case Term.Scalar s -> {
                out.write(0);
                value(s.value());
            }
            case Term.Var v -> {
                out.write(1);
                text(v.name());
            }
            case Term.Ref ref -> {
                out.write(2);
                terms(ref.parts());
            }
            case Term.Array array -> {
                out.write(3);
                terms(array.items());
            }
            case Term.SetLiteral set -> {
                out.write(4);
                terms(set.items());
            }
            case Term.ObjectLiteral object -> {
                out.write(5);
                number(object.entries().size());
                object.entries().forEach(e -> {
                    term(e.key());
                    term(e.value());
                });
            }
            case Term.Comprehension c -> {
                out.write(6);
                out.write(c.kind().ordinal());
                location(c.location());
                optional(c.key());
                term(c.value());
                body(c.body());
            }
            case Term.Call call -> throw new IllegalStateException("call " + call + " was not taken apart");
            case Term.TemplateString t -> throw new IllegalStateException("template " + t + " was not rewritten");
        }
    }

    private void value(Value value) {
        out.write(value.kind().ordinal());
        switch (value) {
            case NullValue ignored -> {
                // The kind says it all.
            }
            case BooleanValue b -> flag(b == BooleanValue.TRUE);
            case NumberValue n -> text(n.text());
            case StringValue s -> text(s.text());
            case ArrayValue array -> {
                number(array.size());
                array.forEach(this::value);
            }
            case SetValue set -> {
                number(set.size());
                set.forEach(this::value);
            }
            case ObjectValue object -> {
                number(object.size());
                object.forEach((key, item) -> {
                    value(key);
                    value(item);
                });
            }
        }
    }
}
