package dev.gatehouse.source.git;

/// Applies git's binary deltas: a run of copies from a base and inserted bytes (gitformat-pack, "Deltified representation").
/// Every offset and length is checked, for a delta may come from anywhere.
final class Delta {
    private static final int COPY = 0x80;

    private Delta() {}

    /// How many bytes the result has.
    ///
    /// @throws DamagedObjectException
    ///             if the delta has no valid header
    static long resultSize(byte[] delta, int length) throws DamagedObjectException {
        int at = 0;
        for (int size = 0; size < 2; size++) {
            long value = 0;
            int shift = 0;
            int b;
            do {
                if (at >= length || shift > 56) {
                    throw new DamagedObjectException("its delta has no valid header");
                }
                b = delta[at++];
                value |= (long) (b & 0x7f) << shift;
                shift += 7;
            } while ((b & 0x80) != 0);
            if (size == 1) {
                return value;
            }
        }
        throw new IllegalStateException();
    }

    /// Writes the result to the target.
    ///
    /// @param size
    ///            what [#resultSize] said; the target holds at least as many
    /// @param copies
    ///            told of each copy
    static void apply(byte[] base, int baseLength, byte[] delta, int length, byte[] target, int size, Copies copies)
            throws DamagedObjectException {
        int at = 0;
        long declaredBase = 0;
        int shift = 0;
        int b;
        do {
            b = delta[at++];
            declaredBase |= (long) (b & 0x7f) << shift;
            shift += 7;
        } while ((b & 0x80) != 0);
        if (declaredBase != baseLength) {
            throw new DamagedObjectException("its delta belongs to another base");
        }
        while ((delta[at++] & 0x80) != 0) {
            // The size of the result, read by resultSize.
        }
        int done = 0;
        try {
            while (at < length) {
                int op = delta[at++];
                if ((op & COPY) != 0) {
                    int from = 0;
                    int count = 0;
                    if ((op & 0x01) != 0) {
                        from = delta[at++] & 0xff;
                    }
                    if ((op & 0x02) != 0) {
                        from |= (delta[at++] & 0xff) << 8;
                    }
                    if ((op & 0x04) != 0) {
                        from |= (delta[at++] & 0xff) << 16;
                    }
                    if ((op & 0x08) != 0) {
                        from |= (delta[at++] & 0xff) << 24;
                    }
                    if ((op & 0x10) != 0) {
                        count = delta[at++] & 0xff;
                    }
                    if ((op & 0x20) != 0) {
                        count |= (delta[at++] & 0xff) << 8;
                    }
                    if ((op & 0x40) != 0) {
                        count |= (delta[at++] & 0xff) << 16;
                    }
                    if (count == 0) {
                        count = 0x10000;
                    }
                    if (from < 0 || from > baseLength - count || done > size - count) {
                        throw new DamagedObjectException("its delta copies from outside its base");
                    }
                    System.arraycopy(base, from, target, done, count);
                    copies.add(from, done, count);
                    done += count;
                } else {
                    if (op == 0 || at > length - op || done > size - op) {
                        throw new DamagedObjectException("its delta is damaged");
                    }
                    System.arraycopy(delta, at, target, done, op);
                    at += op;
                    done += op;
                }
            }
        } catch (ArrayIndexOutOfBoundsException e) {
            throw new DamagedObjectException("its delta is cut short");
        }
        if (at != length || done != size) {
            throw new DamagedObjectException("its delta is cut short");
        }
    }
}
