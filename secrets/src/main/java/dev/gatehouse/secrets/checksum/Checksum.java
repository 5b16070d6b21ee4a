package dev.gatehouse.secrets.checksum;

import java.util.Locale;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// The validators that a rule can name.
public enum Checksum {
    /// GitHub's `ghp_`, `gho_`, `ghu_`, `ghs_`, `ghr_`.
    GITHUB_CRC32(new Crc32Base62()),
    /// npm's `npm_`, built like GitHub's.
    NPM_CRC32(new Crc32Base62()),
    /// Grafana's `glsa_` service account tokens.
    GRAFANA_CRC32(new GrafanaToken()),
    /// GitLab's routable tokens, `glpat-….01.…`.
    GITLAB_CRC32(new GitlabRoutableToken()),
    /// PyPI's `pypi-` upload tokens, which are macaroons.
    PYPI_MACAROON(new PypiMacaroon()),
    /// JSON Web Tokens.
    JWT(new JsonWebToken()),
    /// AWS access key ids.
    AWS_ACCESS_KEY_ID(new AwsAccessKeyId()),
    /// Azure storage account keys and others of 64 bytes in base64.
    AZURE_STORAGE_KEY(new AzureStorageKey()),
    /// Private keys in PEM armour.
    PEM_PRIVATE_KEY(new PemPrivateKey()),
    /// age identities: bech32.
    AGE_BECH32(new Bech32()),
    /// Discord bot tokens: the first part is the bot's id.
    DISCORD_TOKEN(new DiscordToken());

    private final TokenFormat format;

    Checksum(TokenFormat format) {
        this.format = format;
    }

    /// Judges a token. Total: any text is a legal argument.
    public Verdict verify(String token) {
        return format.verify(token);
    }

    /// What must follow the beginning of a token so that the whole is valid: for samples.
    public String complete(String begun, RandomGenerator random) {
        return format.complete(begun, random);
    }

    /// The name in rules: `github-crc32`.
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// The validator of that name; null if there is none.
    public static @Nullable Checksum named(String label) {
        for (Checksum checksum : values()) {
            if (checksum.label().equals(label)) {
                return checksum;
            }
        }
        return null;
    }
}
