package dev.gatehouse.secrets.engine;

/// A set of characters: exact for ASCII, coarse for the rest.
///
/// @param low
///            bit i: has character i, 0 to 63
/// @param high
///            bit i: has character 64 + i, 64 to 127
/// @param others
///            what it has of the rest
record CharacterSet(long low, long high, Others others) {

    /// The characters above ASCII.
    enum Others {
        /// None of them.
        NONE,
        /// At most those that fold to ASCII: ſ (U+017F, an s) and K (U+212A, a k).
        FOLDED,
        /// Perhaps any of them.
        ANY;

        Others or(Others other) {
            return compareTo(other) >= 0 ? this : other;
        }
    }

    static final CharacterSet EMPTY = new CharacterSet(0, 0, Others.NONE);
    static final CharacterSet ALL = new CharacterSet(-1, -1, Others.ANY);
    static final CharacterSet OTHERS = new CharacterSet(0, 0, Others.ANY);
    private static final long LETTERS = 0x07FFFFFE;
    private static final long K_OR_S = 1L << 'K' - 64 | 1L << 'S' - 64;

    /// The ASCII characters from `from` to `to` and, if the range goes beyond, perhaps any of the rest.
    static CharacterSet range(int from, int to) {
        CharacterSet set = to > 127 ? OTHERS : EMPTY;
        for (int c = from; c <= Math.min(to, 127); c++) {
            set = set.or(c < 64 ? new CharacterSet(1L << c, 0, Others.NONE) : new CharacterSet(0, 1L << c - 64, Others.NONE));
        }
        return set;
    }

    static CharacterSet of(String characters) {
        return characters.chars().mapToObj(c -> range(c, c)).reduce(EMPTY, CharacterSet::or);
    }

    CharacterSet or(CharacterSet other) {
        return new CharacterSet(low | other.low, high | other.high, others.or(other.others));
    }

    /// All ASCII characters that it lacks, and perhaps any of the rest.
    CharacterSet complement() {
        return new CharacterSet(~low, ~high, Others.ANY);
    }

    /// With the other case of its ASCII letters, and without looking at the rest.
    CharacterSet foldedAscii() {
        long upper = high & LETTERS;
        long lower = high >>> 32 & LETTERS;
        long letters = upper | lower;
        return new CharacterSet(low, high | letters | letters << 32, others);
    }

    /// With all that are the same but for case. Others may stand for the letters that ſ, K and the Turkish i fold to.
    CharacterSet folded() {
        CharacterSet set = others == Others.ANY ? or(of("ski")) : this;
        set = set.foldedAscii();
        return (set.high & K_OR_S) != 0 ? new CharacterSet(set.low, set.high, set.others.or(Others.FOLDED)) : set;
    }

    /// Whether it has no character above ASCII.
    boolean ascii() {
        return others == Others.NONE;
    }

    /// Its first ASCII character from the given one on; 128 if there is none.
    int next(int ascii) {
        long rest = ascii < 64 ? low & -1L << ascii : 0;
        if (rest != 0) {
            return Long.numberOfTrailingZeros(rest);
        }
        rest = ascii < 64 ? high : ascii < 128 ? high & -1L << ascii - 64 : 0;
        return 64 + Long.numberOfTrailingZeros(rest);
    }

    /// Whether it has just one ASCII character or the two cases of one letter, and of the rest at most what folds to it.
    boolean oneLetter() {
        return others != Others.ANY && (count() == 1 || low == 0 && count() == 2 && (high & LETTERS) == high >>> 32);
    }

    /// Number of its ASCII characters.
    int count() {
        return Long.bitCount(low) + Long.bitCount(high);
    }

    int maxWidth() {
        return switch (others) {
            case NONE -> 1;
            case FOLDED -> 3;
            case ANY -> 4;
        };
    }
}
