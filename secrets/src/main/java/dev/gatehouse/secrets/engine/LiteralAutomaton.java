package dev.gatehouse.secrets.engine;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/// Finds all of many literals in one pass: the automaton of Aho and Corasick ("Efficient string matching", CACM 1975) with all
/// transitions in one table. Bytes that no literal holds share a column, as do the cases of a letter, so that the table stays
/// small enough for the processor's cache. Immutable.
final class LiteralAutomaton {
    /// What is found here and in the text from here back.
    private final int[][] outputs;
    private final byte[] columnOf = new byte[256];
    private final int shift;
    /// Next state for state and column; states are numbered so that those with outputs come last.
    private final char[] table;
    private final int firstOutput;

    /// States more than these do not fit the table.
    static final int MAX_STATES = 0xFFFF;

    /// The literals are given in lower case.
    ///
    /// @throws IllegalArgumentException
    ///             if they make more than [#MAX_STATES] states
    LiteralAutomaton(List<byte[]> literals) {
        columns(literals);
        int columns = 1;
        for (byte c : columnOf) {
            columns = Math.max(columns, (c & 0xFF) + 1);
        }
        shift = 32 - Integer.numberOfLeadingZeros(columns - 1);
        Trie trie = new Trie(literals, columnOf);
        trie.link();
        int n = trie.size();
        int[] number = new int[n];
        int plain = 0;
        for (int s = 0; s < n; s++) {
            plain += trie.outputs.get(s).length == 0 ? 1 : 0;
        }
        firstOutput = plain;
        int silent = 0;
        int speaking = plain;
        for (int s = 0; s < n; s++) {
            number[s] = trie.outputs.get(s).length == 0 ? silent++ : speaking++;
        }
        table = new char[n << shift];
        outputs = new int[n - plain][];
        for (int s = 0; s < n; s++) {
            for (int c = 0; c < columns; c++) {
                table[(number[s] << shift) + c] = (char) number[trie.next(s, c)];
            }
            if (number[s] >= plain) {
                outputs[number[s] - plain] = trie.outputs.get(s);
            }
        }
    }

    private LiteralAutomaton(byte[] columnOf, int shift, char[] table, int[][] outputs) {
        System.arraycopy(columnOf, 0, this.columnOf, 0, columnOf.length);
        this.shift = shift;
        this.table = table;
        this.outputs = outputs;
        firstOutput = (table.length >>> shift) - outputs.length;
    }

    void write(DataOutputStream out) throws IOException {
        out.write(columnOf);
        out.writeByte(shift);
        out.writeInt(table.length);
        ByteBuffer bytes = ByteBuffer.allocate(2 * table.length);
        bytes.asCharBuffer().put(table);
        out.write(bytes.array());
        out.writeInt(outputs.length);
        for (int[] found : outputs) {
            out.writeShort(found.length);
            for (int literal : found) {
                out.writeInt(literal);
            }
        }
    }

    /// Reads what [#write] wrote.
    static LiteralAutomaton read(DataInputStream in) throws IOException {
        byte[] columnOf = new byte[256];
        in.readFully(columnOf);
        int shift = in.readByte();
        char[] table = new char[in.readInt()];
        byte[] bytes = new byte[2 * table.length];
        in.readFully(bytes);
        ByteBuffer.wrap(bytes).asCharBuffer().get(table);
        int[][] outputs = new int[in.readInt()][];
        for (int i = 0; i < outputs.length; i++) {
            outputs[i] = new int[in.readUnsignedShort()];
            for (int k = 0; k < outputs[i].length; k++) {
                outputs[i][k] = in.readInt();
            }
        }
        return new LiteralAutomaton(columnOf, shift, table, outputs);
    }

    private void columns(List<byte[]> literals) {
        TreeMap<Byte, Byte> columns = new TreeMap<>();
        for (byte[] literal : literals) {
            for (byte b : literal) {
                columns.putIfAbsent(b, (byte) 0);
            }
        }
        int next = 1;
        for (byte b : List.copyOf(columns.keySet())) {
            columnOf[b & 0xFF] = (byte) next;
            if (b >= 'a' && b <= 'z') {
                columnOf[b & ~0x20] = (byte) next;
            }
            next++;
        }
    }

    /// Tells of each occurrence of each literal, ordered by end.
    void find(byte[] text, int from, int to, LiteralScanner.Listener listener) {
        char[] t = table;
        byte[] columns = columnOf;
        int silent = firstOutput;
        int bits = shift;
        int state = 0;
        for (int at = from; at < to;) {
            // A short loop without calls, so that it is compiled well.
            int end = to;
            while (at < end) {
                state = t[(state << bits) + columns[text[at++] & 0xFF]];
                if (state >= silent) {
                    break;
                }
            }
            if (state >= silent) {
                for (int literal : outputs[state - silent]) {
                    listener.found(literal, at);
                }
            }
        }
    }

    private static final class Trie {
        private static final int[] SILENT = {};
        private final int columns;
        private final List<int[]> children = new ArrayList<>();
        private final List<int[]> outputs = new ArrayList<>();

        Trie(List<byte[]> literals, byte[] columnOf) {
            int max = 0;
            for (byte c : columnOf) {
                max = Math.max(max, c & 0xFF);
            }
            columns = max + 1;
            add();
            for (int i = 0; i < literals.size(); i++) {
                int state = 0;
                for (byte b : literals.get(i)) {
                    int column = columnOf[b & 0xFF] & 0xFF;
                    if (children.get(state)[column] < 0) {
                        children.get(state)[column] = add();
                    }
                    state = children.get(state)[column];
                }
                outputs.set(state, append(outputs.get(state), new int[]{i}));
            }
        }

        private int add() {
            if (children.size() > MAX_STATES) {
                throw new IllegalArgumentException("too many literals");
            }
            int[] none = new int[columns];
            Arrays.fill(none, -1);
            children.add(none);
            outputs.add(SILENT);
            return children.size() - 1;
        }

        int size() {
            return children.size();
        }

        int next(int state, int column) {
            return children.get(state)[column];
        }

        /// Fills in where to go on when a literal breaks off: to the longest literal that the text may still be in.
        void link() {
            int[] fail = new int[size()];
            int[] queue = new int[size()];
            int head = 0;
            int tail = 0;
            for (int c = 0; c < columns; c++) {
                int child = children.getFirst()[c];
                if (child < 0) {
                    children.getFirst()[c] = 0;
                } else {
                    queue[tail++] = child;
                }
            }
            while (head < tail) {
                int state = queue[head++];
                int[] row = children.get(state);
                int[] other = children.get(fail[state]);
                outputs.set(state, append(outputs.get(state), outputs.get(fail[state])));
                for (int c = 0; c < columns; c++) {
                    if (row[c] < 0) {
                        row[c] = other[c];
                    } else {
                        fail[row[c]] = other[c];
                        queue[tail++] = row[c];
                    }
                }
            }
        }

        private static int[] append(int[] a, int[] b) {
            if (b.length == 0) {
                return a;
            }
            int[] joined = Arrays.copyOf(a, a.length + b.length);
            System.arraycopy(b, 0, joined, a.length, b.length);
            return joined;
        }
    }
}
