package dev.gatehouse.detection.sigma;

import java.util.Arrays;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A range of IPv4 or IPv6 addresses in CIDR notation. Names are never looked up.
///
/// @param address
///            4 or 16 bytes, the bits after the prefix zero
/// @param prefix
///            how many leading bits count
record Network(byte[] address, int prefix) {
    private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,3}");
    private static final Pattern HEX = Pattern.compile("[0-9A-Fa-f]{1,4}");

    /// Reads `10.0.0.0/8` or `fd00::/8`; null if it is neither.
    static @Nullable Network parse(String text) {
        int slash = text.indexOf('/');
        byte[] address = slash < 0 ? null : address(text.substring(0, slash));
        String bits = text.substring(slash + 1);
        if (address == null || !DECIMAL.matcher(bits).matches() || Integer.parseInt(bits) > address.length * 8) {
            return null;
        }
        int prefix = Integer.parseInt(bits);
        return new Network(masked(address, prefix), prefix);
    }

    boolean contains(String text) {
        byte[] other = address(text);
        return other != null && other.length == address.length && Arrays.equals(masked(other, prefix), address);
    }

    private static byte[] masked(byte[] address, int prefix) {
        byte[] masked = address.clone();
        for (int i = 0; i < masked.length; i++) {
            int kept = Math.clamp(prefix - i * 8L, 0, 8);
            masked[i] &= (byte) (0xff << 8 - kept);
        }
        return masked;
    }

    private static byte @Nullable [] address(String text) {
        return text.indexOf(':') >= 0 ? six(text) : four(text);
    }

    private static byte @Nullable [] four(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 4) {
            return null;
        }
        byte[] bytes = new byte[4];
        for (int i = 0; i < 4; i++) {
            if (!DECIMAL.matcher(parts[i]).matches() || Integer.parseInt(parts[i]) > 255) {
                return null;
            }
            bytes[i] = (byte) Integer.parseInt(parts[i]);
        }
        return bytes;
    }

    /// RFC 4291, section 2.2, with the dotted end of an IPv4-mapped address.
    private static byte @Nullable [] six(String text) {
        int gap = text.indexOf("::");
        byte[] head = groups(gap < 0 ? text : text.substring(0, gap));
        byte[] tail = gap < 0 ? new byte[0] : groups(text.substring(gap + 2));
        if (head == null || tail == null || (gap < 0 ? head.length != 16 : head.length + tail.length > 14)) {
            return null;
        }
        byte[] bytes = new byte[16];
        System.arraycopy(head, 0, bytes, 0, head.length);
        System.arraycopy(tail, 0, bytes, 16 - tail.length, tail.length);
        return bytes;
    }

    private static byte @Nullable [] groups(String text) {
        if (text.isEmpty()) {
            return new byte[0];
        }
        String[] parts = text.split(":", -1);
        byte[] bytes = new byte[32];
        int length = 0;
        for (int i = 0; i < parts.length && length <= 16; i++) {
            byte[] dotted = i == parts.length - 1 && parts[i].indexOf('.') >= 0 ? four(parts[i]) : null;
            if (dotted != null) {
                System.arraycopy(dotted, 0, bytes, length, 4);
                length += 4;
            } else if (HEX.matcher(parts[i]).matches()) {
                int group = Integer.parseInt(parts[i], 16);
                bytes[length++] = (byte) (group >> 8);
                bytes[length++] = (byte) group;
            } else {
                return null;
            }
        }
        return length > 16 ? null : Arrays.copyOf(bytes, length);
    }
}
