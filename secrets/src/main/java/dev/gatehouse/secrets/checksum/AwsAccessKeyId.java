package dev.gatehouse.secrets.checksum;

import java.util.random.RandomGenerator;

/// A four-letter prefix and 16 base-32 characters. In keys issued since 2019 the first ten of them hold the account number in
/// bits 1
/// to 40.
///
/// Source: AWS documentation, “IAM identifiers: unique ID prefixes”; the published analysis of the account number in key ids.
final class AwsAccessKeyId implements TokenFormat {
    private static final String DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final long ACCOUNTS = 1_000_000_000_000L;

    @Override
    public Verdict verify(String token) {
        if (token.length() != 20) {
            return Verdict.unknown("not 20 characters");
        }
        if (token.endsWith("EXAMPLE")) {
            return Verdict.invalid("a documentation sample");
        }
        long bits = 0;
        for (int i = 4; i < 20; i++) {
            int digit = DIGITS.indexOf(token.charAt(i));
            if (digit < 0) {
                return Verdict.doubtful("not base 32");
            }
            if (i < 14) {
                bits = bits << 5 | digit;
            }
        }
        // Older keys, which begin so, hold no account number.
        if (token.charAt(4) == 'I' || token.charAt(4) == 'J') {
            return Verdict.unknown("a key from before 2019");
        }
        long account = bits >>> 9 & (1L << 40) - 1;
        return account < ACCOUNTS
                ? Verdict.valid("account " + "%012d".formatted(account))
                : Verdict.doubtful("holds no account number");
    }

    @Override
    public String complete(String begun, RandomGenerator random) {
        long bits = 1L << 49 | random.nextLong(ACCOUNTS) << 9 | random.nextInt(512);
        StringBuilder token = new StringBuilder();
        for (int i = 9; i >= 0; i--) {
            token.append(DIGITS.charAt((int) (bits >>> 5 * i & 31)));
        }
        while (token.length() < 16) {
            token.append(DIGITS.charAt(random.nextInt(32)));
        }
        return token.toString();
    }
}
