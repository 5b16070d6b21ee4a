package dev.gatehouse.secrets.checksum;

import java.util.Base64;
import java.util.random.RandomGenerator;

/// 64 bytes in base64: 86 characters and `==`.
///
/// Source: Microsoft's documentation of storage account access keys and of the Azurite emulator.
final class AzureStorageKey implements TokenFormat {
    /// The beginning of the key of the storage emulator, which is public.
    private static final String EMULATOR = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq";

    @Override
    public Verdict verify(String token) {
        if (token.startsWith(EMULATOR)) {
            return Verdict.invalid("the public key of the emulator");
        }
        try {
            byte[] key = Base64.getDecoder().decode(token);
            if (key.length != 64) {
                return Verdict.invalid("not 64 bytes");
            }
            boolean uniform = true;
            for (byte b : key) {
                uniform &= b == key[0];
            }
            return uniform ? Verdict.invalid("all bytes are equal") : Verdict.valid("64 bytes");
        } catch (IllegalArgumentException e) {
            return Verdict.invalid("not base64");
        }
    }

    @Override
    public String complete(String begun, RandomGenerator random) {
        byte[] key = new byte[64];
        random.nextBytes(key);
        return Base64.getEncoder().encodeToString(key);
    }
}
