package dev.gatehouse.secrets.engine;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// Nodes in binary form, each read when it is asked for. Immutable, thread-safe.
///
/// @param sets
///            character sets that the nodes name by number
/// @param bytes
///            the nodes
record PackedNodes(List<CharacterSet> sets, byte[] bytes) {
    private static final int ONE = 0;
    private static final int SEQUENCE = 1;
    private static final int CHOICE = 2;
    private static final int REPEAT = 3;
    /// And the ones after it: an assertion each.
    private static final int ASSERTION = 4;
    private static final Node.Assertion[] ASSERTIONS = Node.Assertion.values();
    private static final CharacterSet.Others[] OTHERS = CharacterSet.Others.values();

    PackedNodes {
        sets = List.copyOf(sets);
    }

    static PackedNodes read(DataInputStream in) throws IOException {
        List<CharacterSet> sets = new ArrayList<>();
        for (int i = in.readUnsignedShort(); i > 0; i--) {
            sets.add(new CharacterSet(in.readLong(), in.readLong(), OTHERS[in.readByte()]));
        }
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        return new PackedNodes(sets, bytes);
    }

    /// The node that [Writer#add] put at an offset.
    Supplier<Node> at(int offset) {
        return () -> read(ByteBuffer.wrap(bytes).position(offset));
    }

    private Node read(ByteBuffer in) {
        int kind = in.get();
        return switch (kind) {
            case ONE -> new Node.One(sets.get(in.getShort() & 0xFFFF));
            case SEQUENCE -> new Node.Sequence(readAll(in));
            case CHOICE -> new Node.Choice(readAll(in));
            case REPEAT -> {
                int min = in.getInt();
                int max = in.getInt();
                yield new Node.Repeat(read(in), min, max);
            }
            default -> ASSERTIONS[kind - ASSERTION];
        };
    }

    private List<Node> readAll(ByteBuffer in) {
        int count = in.getShort() & 0xFFFF;
        List<Node> nodes = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            nodes.add(read(in));
        }
        return nodes;
    }

    /// Puts nodes in binary form.
    static final class Writer {
        private final Map<CharacterSet, Integer> sets = new LinkedHashMap<>();
        private final java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
        private final DataOutputStream out = new DataOutputStream(bytes);

        /// @return where it is
        int add(Node node) throws IOException {
            int offset = out.size();
            write(node);
            return offset;
        }

        private void write(Node node) throws IOException {
            switch (node) {
                case Node.One(CharacterSet set) -> {
                    out.writeByte(ONE);
                    sets.putIfAbsent(set, sets.size());
                    out.writeShort(sets.get(set));
                }
                case Node.Sequence(List<Node> parts) -> {
                    out.writeByte(SEQUENCE);
                    writeAll(parts);
                }
                case Node.Choice(List<Node> options) -> {
                    out.writeByte(CHOICE);
                    writeAll(options);
                }
                case Node.Repeat(Node body, int min, int max) -> {
                    out.writeByte(REPEAT);
                    out.writeInt(min);
                    out.writeInt(max);
                    write(body);
                }
                case Node.Assertion assertion -> out.writeByte(ASSERTION + assertion.ordinal());
            }
        }

        private void writeAll(List<Node> nodes) throws IOException {
            if (nodes.size() > 0xFFFF) {
                throw new IllegalArgumentException("too many parts");
            }
            out.writeShort(nodes.size());
            for (Node node : nodes) {
                write(node);
            }
        }

        void writeTo(DataOutputStream target) throws IOException {
            if (sets.size() > 0xFFFF) {
                throw new IllegalArgumentException("too many character sets");
            }
            target.writeShort(sets.size());
            for (CharacterSet set : sets.keySet()) {
                target.writeLong(set.low());
                target.writeLong(set.high());
                target.writeByte(set.others().ordinal());
            }
            target.writeInt(bytes.size());
            bytes.writeTo(target);
        }
    }
}
