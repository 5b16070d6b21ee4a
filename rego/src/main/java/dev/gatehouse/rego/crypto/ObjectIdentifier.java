package dev.gatehouse.rego.crypto;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// An object identifier (X.660), such as `2.5.29.17`.
record ObjectIdentifier(List<Long> components) {
    ObjectIdentifier {
        components = List.copyOf(components);
    }

    static ObjectIdentifier of(byte[] octets, String what) throws CryptoException {
        var components = new ArrayList<Long>();
        long value = 0;
        if (octets.length == 0 || octets[octets.length - 1] < 0) {
            throw new CryptoException(what);
        }
        boolean begins = true;
        for (byte octet : octets) {
            // Components of more than 31 bits are refused, as Go's library does.
            if ((begins && octet == (byte) 0x80) || value > Integer.MAX_VALUE >> 7) {
                throw new CryptoException(what);
            }
            value = value << 7 | (octet & 0x7f);
            begins = octet >= 0;
            if (begins) {
                if (components.isEmpty()) {
                    long first = Math.min(value / 40, 2);
                    components.add(first);
                    components.add(value - 40 * first);
                } else {
                    components.add(value);
                }
                value = 0;
            }
        }
        return new ObjectIdentifier(components);
    }

    boolean is(String dotted) {
        return toString().equals(dotted);
    }

    @Override
    public String toString() {
        return components.stream().map(String::valueOf).collect(Collectors.joining("."));
    }
}
