package dev.gatehouse.sca.artefact;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// A program in ELF, PE or Mach-O, as far as finding a section by name goes. Whatever the bytes are, answers are null or within
/// them.
final class Executable {
    private static final int MOST_SECTIONS = 10_000;

    private final ByteBuffer bytes;
    private final int size;

    Executable(byte[] array, int offset, int length) {
        bytes = ByteBuffer.wrap(array, offset, length).slice();
        size = length;
    }

    /// Where a section lies.
    record Section(int offset, int length) {}

    /// Whether the first bytes are those of a program.
    static boolean is(byte[] array, int offset, int length) {
        if (length < 64) {
            return false;
        }
        int first = (array[offset] & 0xff) << 24 | (array[offset + 1] & 0xff) << 16 | (array[offset + 2] & 0xff) << 8
                | array[offset + 3] & 0xff;
        return first == 0x7f454c46 || first >>> 16 == 0x4d5a || first == 0xcffaedfe || first == 0xcefaedfe
                || first == 0xfeedfacf || first == 0xfeedface || first == 0xcafebabe;
    }

    /// The section with this name; null if there is none.
    @Nullable
    Section section(String name) {
        try {
            int first = bytes.order(ByteOrder.BIG_ENDIAN).getInt(0);
            Section found = switch (first) {
                case 0x7f454c46 -> elf(name);
                case 0xcffaedfe -> macho(0, name, ByteOrder.LITTLE_ENDIAN);
                case 0xfeedfacf -> macho(0, name, ByteOrder.BIG_ENDIAN);
                case 0xcafebabe -> fat(name);
                default -> first >>> 16 == 0x4d5a ? pe(name) : null;
            };
            return found == null || found.offset() < 0 || found.length() < 0 || found.length() > size - found.offset()
                    ? null
                    : found;
        } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
            // The headers point outside of the file.
            return null;
        }
    }

    private @Nullable Section elf(String name) {
        boolean wide = bytes.get(4) == 2;
        bytes.order(bytes.get(5) == 2 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        int table = wide ? offset(bytes.getLong(40)) : bytes.getInt(32);
        int entry = bytes.getShort(wide ? 58 : 46) & 0xffff;
        int count = Math.min(MOST_SECTIONS, bytes.getShort(wide ? 60 : 48) & 0xffff);
        int names = bytes.getShort(wide ? 62 : 50) & 0xffff;
        int namesHeader = Math.addExact(table, Math.multiplyExact(names, entry));
        int strings = wide ? offset(bytes.getLong(namesHeader + 24)) : bytes.getInt(namesHeader + 16);
        for (int i = 0; i < count; i++) {
            int header = table + i * entry;
            if (name(strings + bytes.getInt(header), name.length() + 1).equals(name)) {
                return wide
                        ? new Section(offset(bytes.getLong(header + 24)), offset(bytes.getLong(header + 32)))
                        : new Section(bytes.getInt(header + 16), bytes.getInt(header + 20));
            }
        }
        return null;
    }

    private @Nullable Section pe(String name) {
        bytes.order(ByteOrder.LITTLE_ENDIAN);
        int header = bytes.getInt(0x3c);
        if (bytes.getInt(header) != 0x4550) {
            return null;
        }
        int count = Math.min(MOST_SECTIONS, bytes.getShort(header + 6) & 0xffff);
        int table = header + 24 + (bytes.getShort(header + 20) & 0xffff);
        for (int i = 0; i < count; i++) {
            int section = table + i * 40;
            if (name(section, 8).equals(name)) {
                return new Section(bytes.getInt(section + 20), Math.min(bytes.getInt(section + 8), bytes.getInt(section + 16)));
            }
        }
        return null;
    }

    private @Nullable Section fat(String name) {
        int count = Math.min(16, bytes.getInt(4));
        for (int i = 0; i < count; i++) {
            int start = bytes.order(ByteOrder.BIG_ENDIAN).getInt(8 + i * 20 + 8);
            int magic = bytes.getInt(start);
            Section found = magic == 0xcffaedfe ? macho(start, name, ByteOrder.LITTLE_ENDIAN) : null;
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private @Nullable Section macho(int start, String name, ByteOrder order) {
        bytes.order(order);
        int commands = Math.min(MOST_SECTIONS, bytes.getInt(start + 16));
        int at = start + 32;
        for (int i = 0; i < commands; i++) {
            int length = bytes.getInt(at + 4);
            if (bytes.getInt(at) == 0x19) {
                int sections = Math.min(MOST_SECTIONS, bytes.getInt(at + 64));
                for (int j = 0; j < sections; j++) {
                    int section = at + 72 + j * 80;
                    if (name(section, 16).equals(name)) {
                        return new Section(start + bytes.getInt(section + 48), offset(bytes.getLong(section + 40)));
                    }
                }
            }
            if (length < 8) {
                return null;
            }
            at = Math.addExact(at, length);
        }
        return null;
    }

    private static int offset(long value) {
        return value < 0 || value > Integer.MAX_VALUE ? -1 : (int) value;
    }

    private String name(int at, int most) {
        byte[] name = new byte[Math.min(most, Math.max(0, size - at))];
        bytes.get(at, name);
        int end = 0;
        while (end < name.length && name[end] != 0) {
            end++;
        }
        return new String(name, 0, end, StandardCharsets.ISO_8859_1);
    }
}
