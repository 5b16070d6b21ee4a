package dev.gatehouse.secrets.engine;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The plans of our own patterns with the automaton that finds their literals, made when Gatehouse is built: so that starting up
/// reads no regular expression and makes no automaton, and what one text needs costs the others nothing. Immutable.
///
/// @param patterns
///            in the order of the catalogue
/// @param plans
///            of each pattern
/// @param literals
///            of all plans, in order; cuts name them by their number
/// @param automata
///            find them
record PlanPack(List<EnginePattern> patterns, List<Plan> plans, List<Literal> literals, LiteralAutomata automata) {
    /// Changes with the form, and when the same patterns would get other plans.
    private static final int VERSION = 2;
    private static final int MAGIC = 0x4748504C;
    private static final String RESOURCE = "plans.bin";

    /// With nothing in it.
    static final PlanPack NONE = new PlanPack(List.of(), List.of(), List.of(), LiteralAutomata.of(List.of()));

    PlanPack {
        patterns = List.copyOf(patterns);
        plans = List.copyOf(plans);
        literals = List.copyOf(literals);
    }

    /// The one that was made with this build of Gatehouse. Without one every plan is made anew in each process.
    static PlanPack builtIn() {
        try (InputStream in = PlanPack.class.getResourceAsStream(RESOURCE)) {
            return in == null ? NONE : read(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The plan of each pattern; null for one that has none. Quickest if they come in the order of the pack, as they do.
    List<@Nullable Plan> plans(List<EnginePattern> sought) {
        List<@Nullable Plan> found = new ArrayList<>(sought.size());
        int next = 0;
        for (EnginePattern pattern : sought) {
            int at = indexOf(pattern, next);
            found.add(at < 0 ? null : plans.get(at));
            next = at < 0 ? next : at + 1;
        }
        return found;
    }

    private int indexOf(EnginePattern pattern, int from) {
        for (int i = 0; i < patterns.size(); i++) {
            int at = (from + i) % patterns.size();
            if (patterns.get(at).equals(pattern)) {
                return at;
            }
        }
        return -1;
    }

    /// Makes one.
    ///
    /// @throws InvalidPatternException
    ///             if a pattern is not in RE2 syntax or too large
    static byte[] of(List<EnginePattern> patterns) {
        List<Plan> plans = SoughtPattern.of(patterns, NONE).stream().map(SoughtPattern::plan).toList();
        TreeSet<Literal> spelled = new TreeSet<>();
        for (Plan plan : plans) {
            for (Cut cut : plan.cuts()) {
                spelled.addAll(spelled(cut));
                if (cut.literals().folded()) {
                    spelled.addAll(LiteralEngine.FOLDING);
                }
            }
        }
        List<Literal> literals = List.copyOf(spelled);
        Map<Literal, Integer> numbers = new HashMap<>();
        spelled.forEach(literal -> numbers.put(literal, numbers.size()));
        try {
            ByteArrayOutputStream bodies = new ByteArrayOutputStream();
            DataOutputStream body = new DataOutputStream(bodies);
            PackedNodes.Writer nodes = new PackedNodes.Writer();
            body.writeInt(plans.size());
            for (int i = 0; i < plans.size(); i++) {
                write(patterns.get(i), body);
                write(plans.get(i), numbers, nodes, body);
            }
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            DataOutputStream out = new DataOutputStream(all);
            out.writeInt(MAGIC);
            out.writeByte(VERSION);
            nodes.writeTo(out);
            bodies.writeTo(out);
            out.writeInt(literals.size());
            for (Literal literal : literals) {
                out.writeUTF(literal.text());
                out.writeBoolean(literal.anyCase());
            }
            LiteralAutomata.of(literals).write(out);
            return all.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Literal> spelled(Cut cut) {
        return switch (cut.literals()) {
            case Cut.Literals.Spelled(List<Literal> literals, boolean _) -> literals;
            case Cut.Literals.Numbered _ -> throw new IllegalArgumentException("packed already");
        };
    }

    private static void write(EnginePattern pattern, DataOutputStream out) throws IOException {
        out.writeUTF(pattern.regex());
        out.writeShort(pattern.keywords().size());
        for (String keyword : pattern.keywords()) {
            out.writeUTF(keyword);
        }
    }

    private static void write(Plan plan, Map<Literal, Integer> numbers, PackedNodes.Writer nodes, DataOutputStream out)
            throws IOException {
        out.writeBoolean(plan.openQuote());
        out.writeBoolean(plan.literalsHoldKeywords());
        out.writeInt(plan.whole());
        out.writeInt(plan.language() == null ? -1 : nodes.add(plan.language().get()));
        out.writeShort(plan.cuts().size());
        for (Cut cut : plan.cuts()) {
            List<Literal> literals = spelled(cut);
            out.writeBoolean(cut.literals().folded());
            out.writeShort(literals.size());
            for (Literal literal : literals) {
                out.writeShort(Objects.requireNonNull(numbers.get(literal)));
            }
            out.writeInt(nodes.add(cut.left()));
            out.writeInt(nodes.add(cut.right()));
            out.writeInt(cut.maxLeft());
            out.writeBoolean(cut.unbounded());
            out.writeBoolean(cut.nothingRight());
            long[] first = new NondeterministicAutomaton(cut.right(), false).first();
            out.writeBoolean(first != null);
            for (int i = 0; first != null && i < first.length; i++) {
                out.writeLong(first[i]);
            }
        }
    }

    /// Reads what [#of] made.
    static PlanPack read(byte[] pack) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(pack));
        if (pack.length < 5 || in.readInt() != MAGIC || in.readByte() != VERSION) {
            throw new IOException("not a pack of plans of this version");
        }
        PackedNodes nodes = PackedNodes.read(in);
        int count = in.readInt();
        List<EnginePattern> patterns = new ArrayList<>(count);
        List<Plan> plans = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            String regex = in.readUTF();
            List<String> keywords = new ArrayList<>();
            for (int k = in.readUnsignedShort(); k > 0; k--) {
                keywords.add(in.readUTF());
            }
            patterns.add(new EnginePattern(regex, keywords));
            plans.add(readPlan(in, nodes));
        }
        List<Literal> literals = new ArrayList<>();
        for (int i = in.readInt(); i > 0; i--) {
            literals.add(new Literal(in.readUTF(), in.readBoolean()));
        }
        return new PlanPack(patterns, plans, literals, LiteralAutomata.read(in));
    }

    private static Plan readPlan(DataInputStream in, PackedNodes nodes) throws IOException {
        boolean openQuote = in.readBoolean();
        boolean held = in.readBoolean();
        int whole = in.readInt();
        int language = in.readInt();
        Supplier<Node> node = language < 0 ? null : nodes.at(language);
        int count = in.readUnsignedShort();
        List<Cut> cuts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            boolean folded = in.readBoolean();
            int[] numbers = new int[in.readUnsignedShort()];
            for (int n = 0; n < numbers.length; n++) {
                numbers[n] = in.readUnsignedShort();
            }
            Supplier<Node> left = nodes.at(in.readInt());
            Supplier<Node> right = nodes.at(in.readInt());
            cuts.add(new Cut(new Cut.Literals.Numbered(numbers, folded), left, right, in.readInt(), in.readBoolean(),
                    in.readBoolean(), readFirst(in)));
        }
        return new Plan(openQuote, held, whole, node, cuts);
    }

    private static long @Nullable [] readFirst(DataInputStream in) throws IOException {
        return in.readBoolean() ? new long[]{in.readLong(), in.readLong(), in.readLong(), in.readLong()} : null;
    }
}
