package dev.gatehouse.sca.reach;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The functions that a Go program has, in a Bloom filter (Bloom 1970): what is not in it was not linked, for certain; of what was not
/// linked one in some thousand seems to be.
///
/// The names come from the table with which the runtime prints stack traces (debug/gosym, go.dev/s/go12symtab), which is in every
/// program, stripped or not, and names functions that were inlined too.
public final class LinkedNames {
    private static final int BITS_A_NAME = 16;
    private static final int HASHES = 6;
    private static final int MOST = 4_000_000;
    private static final int LONGEST = 4096;

    private final byte[] bits;

    private LinkedNames(byte[] bits) {
        this.bits = bits;
    }

    /// Those of a program; null if no table is found.
    public static @Nullable LinkedNames of(byte[] program) {
        ByteBuffer bytes = ByteBuffer.wrap(program);
        for (int at = 0; at + 80 < program.length; at += 8) {
            int[] table = table(bytes, at);
            if (table != null) {
                return read(program, table[0], table[1]);
            }
        }
        return null;
    }

    /// Where the names stand if the header of the table is at an offset: Go 1.16 and later.
    private static int @Nullable [] table(ByteBuffer bytes, int at) {
        for (ByteOrder order : new ByteOrder[]{ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
            bytes.order(order);
            int magic = bytes.getInt(at);
            boolean known = magic == 0xfffffff1 || magic == 0xfffffff0 || magic == 0xfffffffa;
            int pointer = bytes.get(at + 7);
            int quantum = bytes.get(at + 6);
            if (!known || bytes.getShort(at + 4) != 0 || pointer != 4 && pointer != 8
                    || quantum != 1 && quantum != 2 && quantum != 4) {
                continue;
            }
            // Numbers of functions and files; from 1.18 on where the text starts; then offsets of names and compilation units.
            int field = magic == 0xfffffffa ? 2 : 3;
            long names = number(bytes, at + 8 + field * pointer, pointer);
            long units = number(bytes, at + 8 + (field + 1) * pointer, pointer);
            if (names > 0 && units > names && at + units <= bytes.capacity()) {
                return new int[]{(int) (at + names), (int) (at + units)};
            }
        }
        return null;
    }

    private static long number(ByteBuffer bytes, int at, int size) {
        return size == 8 ? bytes.getLong(at) : bytes.getInt(at) & 0xffffffffL;
    }

    private static LinkedNames read(byte[] program, int start, int end) {
        Set<String> names = new HashSet<>();
        int at = start;
        while (at < end && names.size() < MOST) {
            int next = at;
            while (next < end && program[next] != 0) {
                next++;
            }
            if (next > at && next - at < LONGEST) {
                add(new String(program, at, next - at, StandardCharsets.UTF_8), names);
            }
            at = next + 1;
        }
        LinkedNames filter = new LinkedNames(new byte[Math.max(64, names.size() * BITS_A_NAME / 8)]);
        names.forEach(filter::put);
        return filter;
    }

    /// `a.b/c%2ed.(*T[…]).M.func1` is `a.b/c.d.T.M`, and a function of the package `a.b/c.d`.
    private static void add(String linked, Set<String> names) {
        StringBuilder plain = new StringBuilder();
        int depth = 0;
        for (int i = 0; i < linked.length(); i++) {
            char c = linked.charAt(i);
            if (c == '[') {
                depth++;
            } else if (c == ']') {
                depth = Math.max(0, depth - 1);
            } else if (depth == 0 && c != '(' && c != ')' && c != '*') {
                plain.append(c);
            }
        }
        String name = plain.toString();
        int slash = name.lastIndexOf('/');
        int point = name.indexOf('.', slash + 1);
        if (point < 0) {
            return;
        }
        String path = name.substring(0, point).replace("%2e", ".").replace("%22", "\"");
        path = path.startsWith("vendor/") ? path.substring("vendor/".length()) : path;
        String symbol = name.substring(point + 1).replaceFirst("-fm$", "");
        if (names.add("package " + path)) {
            for (int end = path.length(); end > 0; end = path.lastIndexOf('/', end - 1)) {
                names.add("under " + path.substring(0, end));
            }
        }
        names.add(path + "." + symbol);
        String parent = symbol.replaceFirst("\\.(?:func|gowrap|deferwrap)[0-9.]+.*$", "");
        if (!parent.equals(symbol)) {
            names.add(path + "." + parent);
        }
    }

    private void put(String name) {
        long hash = hash(name);
        for (int i = 0; i < HASHES; i++) {
            int bit = bit(hash, i);
            bits[bit >>> 3] |= (byte) (1 << (bit & 7));
        }
    }

    /// Whether a function, `path/of/package.Type.Method`, or with `package ` before it a package, with `under `
    /// packages whose paths begin so, seems to have been linked.
    boolean has(String name) {
        long hash = hash(name);
        for (int i = 0; i < HASHES; i++) {
            int bit = bit(hash, i);
            if ((bits[bit >>> 3] & 1 << (bit & 7)) == 0) {
                return false;
            }
        }
        return true;
    }

    private int bit(long hash, int i) {
        long step = (hash >>> 32 | 1) * i;
        return (int) Long.remainderUnsigned((hash & 0xffffffffL) + step, bits.length * 8L);
    }

    /// FNV-1a with a finishing mix, for it is kept between runs and must not change.
    private static long hash(String name) {
        long hash = 0xcbf29ce484222325L;
        for (byte each : name.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ each & 0xff) * 0x100000001b3L;
        }
        hash ^= hash >>> 33;
        hash *= 0xff51afd7ed558ccdL;
        return hash ^ hash >>> 33;
    }

    /// As text.
    public String encoded() {
        return Base64.getEncoder().encodeToString(bits);
    }

    /// From text; null if it is none.
    static @Nullable LinkedNames decoded(String text) {
        try {
            byte[] bits = Base64.getDecoder().decode(text);
            return bits.length == 0 ? null : new LinkedNames(bits);
        } catch (IllegalArgumentException _) {
            return null;
        }
    }
}
