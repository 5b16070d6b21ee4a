package dev.gatehouse.secrets.engine;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Literals of any number in as few [LiteralAutomaton]s as hold them. Immutable.
record LiteralAutomata(List<LiteralAutomaton> automata, List<Integer> firsts) implements LiteralScanner.Source, LiteralScanner {
    LiteralAutomata {
        automata = List.copyOf(automata);
        firsts = List.copyOf(firsts);
    }

    /// @param sought
    ///            found in either case; who wants to know looks at the text
    static LiteralAutomata of(List<Literal> sought) {
        List<byte[]> literals = sought.stream().map(Literal::folded).toList();
        List<LiteralAutomaton> automata = new ArrayList<>();
        List<Integer> firsts = new ArrayList<>();
        for (int first = 0; first < literals.size();) {
            int next = first;
            for (int bytes = 1; next < literals.size()
                    && bytes + literals.get(next).length < LiteralAutomaton.MAX_STATES; next++) {
                bytes += literals.get(next).length;
            }
            automata.add(new LiteralAutomaton(literals.subList(first, next)));
            firsts.add(first);
            first = next;
        }
        return new LiteralAutomata(automata, firsts);
    }

    void write(DataOutputStream out) throws IOException {
        out.writeByte(automata.size());
        for (int i = 0; i < automata.size(); i++) {
            out.writeInt(firsts.get(i));
            automata.get(i).write(out);
        }
    }

    /// Reads what [#write] wrote.
    static LiteralAutomata read(DataInputStream in) throws IOException {
        List<LiteralAutomaton> automata = new ArrayList<>();
        List<Integer> firsts = new ArrayList<>();
        for (int i = in.readUnsignedByte(); i > 0; i--) {
            firsts.add(in.readInt());
            automata.add(LiteralAutomaton.read(in));
        }
        return new LiteralAutomata(automata, firsts);
    }

    @Override
    public LiteralScanner scanner() {
        return this;
    }

    @Override
    public String name() {
        return "java";
    }

    @Override
    public void find(byte[] text, int from, int to, Listener listener) {
        for (int i = 0; i < automata.size(); i++) {
            int first = firsts.get(i);
            automata.get(i).find(text, from, to, first == 0 ? listener : (literal, end) -> listener.found(first + literal, end));
        }
    }

    @Override
    public void close() {}
}
