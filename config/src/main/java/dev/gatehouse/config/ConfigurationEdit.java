package dev.gatehouse.config;

import dev.gatehouse.document.DocumentException;
import dev.gatehouse.document.Documents;
import dev.gatehouse.document.Format;
import dev.gatehouse.document.Mapping;
import dev.gatehouse.document.Member;
import dev.gatehouse.document.Scalar;
import dev.gatehouse.document.Sequence;
import dev.gatehouse.document.Value;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Edits gatehouse.yaml as a careful person would: adds what is asked for and touches nothing else, neither comments nor
/// formatting.
///
/// What comes out is read again and compared with what went in. An edit that would say anything else than was meant, because the
/// file is written in an unusual way, is refused rather than made.
public final class ConfigurationEdit {
    private static final String EXCEPTIONS = "exceptions";
    private static final String APPROVAL = "approval";

    private final String name;
    private final byte[] before;
    private final String newline;

    private ConfigurationEdit(String name, byte[] before) {
        this.name = name;
        this.before = before;
        this.newline = new String(before, StandardCharsets.UTF_8).contains("\r\n") ? "\r\n" : "\n";
    }

    /// The file with one more exception, as the last entry.
    ///
    /// @param name the file, for messages
    /// @param before its content; empty if there is none yet
    /// @throws ConfigurationException if the file is wrong, has an exception of that id, or cannot be edited safely
    public static byte[] add(String name, byte[] before, ExceptionEntry entry) throws ConfigurationException {
        var edit = new ConfigurationEdit(name, before);
        try {
            byte[] after = edit.add(entry);
            edit.check(after, entry.id(), entry);
            return after;
        } catch (DocumentException e) {
            throw edit.refused(ExceptionText.block(entry, "", "\n"));
        }
    }

    /// The file with an approval in the exception of that id, in place of one that may be there.
    ///
    /// @param name the file, for messages
    /// @param before its content
    /// @throws ConfigurationException if the file is wrong, has no such exception, or cannot be edited safely
    public static byte[] approve(String name, byte[] before, String id, ExceptionEntry.Approval approval)
            throws ConfigurationException {
        var edit = new ConfigurationEdit(name, before);
        ExceptionEntry entry = edit.entries(before).stream().filter(each -> each.id().equals(id)).findFirst()
                .orElseThrow(() -> new ConfigurationException(name + ": there is no exception '" + id + "'"));
        try {
            byte[] after = edit.approve(id, approval);
            edit.check(after, id, entry.approved(approval));
            return after;
        } catch (DocumentException e) {
            throw edit.refused(ExceptionText.approval(approval, "", "\n"));
        }
    }

    private ConfigurationException refused(String text) {
        return new ConfigurationException(name + ": it is written in a way that cannot be edited safely; put this under "
                + EXCEPTIONS + ": by hand:\n" + text);
    }

    private byte[] add(ExceptionEntry entry) throws ConfigurationException, DocumentException {
        if (entries(before).stream().anyMatch(each -> each.id().equals(entry.id()))) {
            throw new ConfigurationException(name + ": there is an exception '" + entry.id() + "' already");
        }
        Value root = document(before);
        if (root instanceof Scalar.Null) {
            return insert(before.length, lineBreakBefore(before.length) + section(entry, ""));
        }
        if (!(root instanceof Mapping mapping)) {
            throw new DocumentException(name, root.range(), "expected a mapping");
        }
        Member member = mapping.member(EXCEPTIONS);
        if (flow(mapping)) {
            return member == null
                    ? insertInFlow(mapping, EXCEPTIONS + ": [" + ExceptionText.flow(entry) + "]")
                    : insertInFlow(sequence(member), ExceptionText.flow(entry));
        }
        if (member == null) {
            String indent = " ".repeat(mapping.members().isEmpty()
                    ? 0
                    : mapping.members().getFirst().keyRange().column() - 1);
            return insert(before.length, lineBreakBefore(before.length) + section(entry, indent));
        }
        return switch (member.value()) {
            case Scalar.Null absent -> beginSequence(member, absent, entry);
            case Sequence sequence when sequence.values().isEmpty() -> beginSequence(member, sequence, entry);
            case Sequence sequence when flow(sequence) -> insertInFlow(sequence, ExceptionText.flow(entry));
            case Sequence sequence -> appendToSequence(sequence, entry);
            case Value other -> throw new DocumentException(name, other.range(), "expected a sequence");
        };
    }

    private String section(ExceptionEntry entry, String indent) {
        return indent + EXCEPTIONS + ":" + newline + ExceptionText.block(entry, indent + "  ", newline);
    }

    /// `exceptions:`, `exceptions: ~` or `exceptions: []` become a block sequence.
    private byte[] beginSequence(Member member, Value empty, ExceptionEntry entry) {
        int from = empty.range().start();
        while (from > 0 && from < empty.range().end() && before[from - 1] == ' ') {
            from--;
        }
        int line = nextLine(empty.range().end());
        String indent = " ".repeat(member.keyRange().column() - 1);
        String text = ExceptionText.block(entry, indent + "  ", newline);
        byte[] after = splice(before, line, line, lineBreakBefore(line) + text);
        return splice(after, from, empty.range().end(), "");
    }

    private byte[] appendToSequence(Sequence sequence, ExceptionEntry entry) throws DocumentException {
        int dash = sequence.values().getFirst().range().start();
        while (dash > 0 && before[dash] != '-') {
            dash--;
        }
        int column = dash - lineStart(dash);
        int line = nextLine(end(sequence));
        return insert(line, lineBreakBefore(line) + ExceptionText.block(entry, " ".repeat(column), newline));
    }

    private byte[] approve(String id, ExceptionEntry.Approval approval) throws DocumentException {
        Mapping entry = entry(id);
        Member old = entry.member(APPROVAL);
        if (flow(entry)) {
            if (old != null) {
                return splice(before, old.keyRange().start(), end(old.value()), ExceptionText.flow(approval));
            }
            return insertInFlow(entry, ExceptionText.flow(approval));
        }
        String indent = " ".repeat(entry.members().getFirst().keyRange().column() - 1);
        if (old != null) {
            int from = old.keyRange().start();
            return splice(before, from, nextLine(end(old.value())), ExceptionText.approval(approval, indent, newline).strip()
                    + newline);
        }
        int line = nextLine(end(entry));
        return insert(line, lineBreakBefore(line) + ExceptionText.approval(approval, indent, newline));
    }

    private Mapping entry(String id) throws DocumentException {
        for (Value value : sequence(member(document(before))).values()) {
            if (value instanceof Mapping mapping && mapping.get("id") instanceof Scalar text && text.text().equals(id)) {
                return mapping;
            }
        }
        throw new DocumentException(name, document(before).range(), "there is no such entry");
    }

    private @Nullable Member member(Value root) {
        return root instanceof Mapping mapping ? mapping.member(EXCEPTIONS) : null;
    }

    private Sequence sequence(@Nullable Member member) throws DocumentException {
        if (member != null && member.value() instanceof Sequence sequence) {
            return sequence;
        }
        throw new DocumentException(name, document(before).range(), "expected a sequence");
    }

    /// Before the closing bracket; with a comma if something stands there and none follows it.
    private byte[] insertInFlow(Value container, String text) throws DocumentException {
        int close = container.range().end() - 1;
        if (close < 0 || before[close] != '}' && before[close] != ']') {
            throw new DocumentException(name, container.range(), "expected a closing bracket");
        }
        int last = close - 1;
        while (last > 0 && (before[last] == ' ' || before[last] == '\n' || before[last] == '\r' || before[last] == '\t')) {
            last--;
        }
        boolean first = before[last] == '{' || before[last] == '[';
        return insert(last + 1, (first || before[last] == ',' ? "" : ",") + (first ? "" : " ") + text);
    }

    private boolean flow(Value value) {
        int start = value.range().start();
        return start < before.length && (before[start] == '{' || before[start] == '[');
    }

    /// Where its last character ends.
    private int end(Value value) {
        return switch (value) {
            case Value written when flow(written) -> written.range().end();
            case Mapping mapping when !mapping.members().isEmpty() -> Math.max(end(mapping.members().getLast().value()),
                    mapping.members().getLast().keyRange().end());
            case Sequence sequence when !sequence.values().isEmpty() -> end(sequence.values().getLast());
            case Value other -> other.range().end();
        };
    }

    private int lineStart(int at) {
        int start = at;
        while (start > 0 && before[start - 1] != '\n') {
            start--;
        }
        return start;
    }

    /// Where the line after this one begins; the position itself if it begins a line already.
    private int nextLine(int at) {
        int next = at;
        while (next < before.length && (next == 0 || before[next - 1] != '\n')) {
            next++;
        }
        return next;
    }

    private String lineBreakBefore(int at) {
        return at == 0 || before[at - 1] == '\n' ? "" : newline;
    }

    private byte[] insert(int at, String text) {
        return splice(before, at, at, text);
    }

    private static byte[] splice(byte[] bytes, int from, int to, String text) {
        byte[] added = text.getBytes(StandardCharsets.UTF_8);
        byte[] all = new byte[from + added.length + bytes.length - to];
        System.arraycopy(bytes, 0, all, 0, from);
        System.arraycopy(added, 0, all, from, added.length);
        System.arraycopy(bytes, to, all, from + added.length, bytes.length - to);
        return all;
    }

    private Value document(byte[] bytes) throws DocumentException {
        return Documents.read(Format.YAML, name, bytes, ConfigurationReader.LIMITS);
    }

    private List<ExceptionEntry> entries(byte[] bytes) throws ConfigurationException {
        return ConfigurationReader.read(List.of(new Layer(Layer.Kind.REPOSITORY, name, bytes))).configuration().exceptions();
    }

    /// @throws DocumentException if the new text says anything else than the old one and the entry
    private void check(byte[] after, String id, ExceptionEntry meant) throws DocumentException, ConfigurationException {
        Value old = document(before);
        Value now = document(after);
        List<ExceptionEntry> others = new ArrayList<>(entries(before));
        others.removeIf(entry -> entry.id().equals(id));
        List<ExceptionEntry> result;
        try {
            result = new ArrayList<>(entries(after));
        } catch (ConfigurationException e) {
            throw new DocumentException(name, now.range(), "the edit does not fit");
        }
        ExceptionEntry made = result.stream().filter(entry -> entry.id().equals(id)).findFirst().orElse(null);
        result.remove(made);
        boolean fits = made != null && made.says(meant) && result.size() == others.size();
        for (int i = 0; fits && i < others.size(); i++) {
            fits = others.get(i).says(result.get(i));
        }
        if (!fits || !same(rest(now), rest(old))) {
            throw new DocumentException(name, now.range(), "the edit does not fit");
        }
    }

    private static Mapping rest(Value root) {
        List<Member> members = root instanceof Mapping mapping
                ? mapping.members().stream().filter(member -> !member.key().equals(EXCEPTIONS)).toList()
                : List.of();
        return new Mapping(root.range(), members);
    }

    /// Whether both say the same, wherever it stands. The reader limits the depth.
    private static boolean same(Value one, Value other) {
        return switch (one) {
            case Scalar a -> other instanceof Scalar b && a.kind().equals(b.kind()) && a.text().equals(b.text());
            case Sequence a -> {
                boolean same = other instanceof Sequence b && a.values().size() == b.values().size();
                for (int i = 0; same && i < a.values().size(); i++) {
                    same = same(a.values().get(i), ((Sequence) other).values().get(i));
                }
                yield same;
            }
            case Mapping a -> {
                boolean same = other instanceof Mapping b && a.members().size() == b.members().size();
                for (int i = 0; same && i < a.members().size(); i++) {
                    Member mine = a.members().get(i);
                    Member theirs = ((Mapping) other).members().get(i);
                    same = mine.key().equals(theirs.key()) && same(mine.value(), theirs.value());
                }
                yield same;
            }
        };
    }
}
