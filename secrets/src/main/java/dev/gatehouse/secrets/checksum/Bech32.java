package dev.gatehouse.secrets.checksum;

import java.util.Locale;
import java.util.random.RandomGenerator;

/// A readable part, `1`, data in base 32 and six characters of a BCH code over all of it (BIP 173). age writes its identities so,
/// in
/// upper case.
final class Bech32 implements TokenFormat {
    private static final String DIGITS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
    private static final int[] GENERATOR = {0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3};
    private static final int CHECK = 6;
    private static final int AGE_DATA = 52;

    @Override
    public Verdict verify(String token) {
        String text = token.toLowerCase(Locale.ROOT);
        int cut = text.lastIndexOf('1');
        if (cut < 1 || text.length() - cut - 1 < CHECK) {
            return Verdict.invalid("no data part");
        }
        int state = start(text.substring(0, cut));
        for (int i = cut + 1; i < text.length(); i++) {
            int digit = DIGITS.indexOf(text.charAt(i));
            if (digit < 0) {
                return Verdict.invalid("not base 32");
            }
            state = step(state) ^ digit;
        }
        return state == 1 ? Verdict.valid("check sum matches") : Verdict.invalid("check sum does not match");
    }

    @Override
    public String complete(String begun, RandomGenerator random) {
        int state = start(begun.substring(0, begun.lastIndexOf('1')).toLowerCase(Locale.ROOT));
        StringBuilder rest = new StringBuilder();
        for (int i = 0; i < AGE_DATA; i++) {
            int digit = random.nextInt(32);
            rest.append(DIGITS.charAt(digit));
            state = step(state) ^ digit;
        }
        for (int i = 0; i < CHECK; i++) {
            state = step(state);
        }
        state ^= 1;
        for (int i = CHECK - 1; i >= 0; i--) {
            rest.append(DIGITS.charAt(state >>> 5 * i & 31));
        }
        return rest.toString().toUpperCase(Locale.ROOT);
    }

    private static int start(String readable) {
        int state = 1;
        for (int i = 0; i < readable.length(); i++) {
            state = step(state) ^ readable.charAt(i) >>> 5;
        }
        state = step(state);
        for (int i = 0; i < readable.length(); i++) {
            state = step(state) ^ readable.charAt(i) & 31;
        }
        return state;
    }

    private static int step(int state) {
        int next = (state & 0x1ffffff) << 5;
        for (int i = 0; i < GENERATOR.length; i++) {
            if ((state >>> 25 >>> i & 1) == 1) {
                next ^= GENERATOR[i];
            }
        }
        return next;
    }
}
