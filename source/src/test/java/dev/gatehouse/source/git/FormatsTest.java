package dev.gatehouse.source.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The small formats: deltas, headers, configuration, addresses.
final class FormatsTest {

    @ParameterizedTest
    @CsvSource({"https://example.com/a.git, https://example.com/a.git",
        "https://ann@example.com/a.git, https://example.com/a.git",
        "https://ann:pass@example.com:8443/a.git, https://example.com:8443/a.git",
        "https://ann:pa/ss@example.com/a.git, https://example.com/a.git",
        "https://ann:p@ss@example.com/a, https://example.com/a",
        "https://example.com/a.git?token=t#x, https://example.com/a.git",
        "https://example.com/team@home/a.git, https://example.com/team@home/a.git",
        "https://example.com:443/team@home/a.git, https://example.com:443/team@home/a.git",
        "ssh://git@example.com/a.git, ssh://example.com/a.git",
        "git@example.com:team/a.git, example.com:team/a.git",
        "tok:en@example.com:team/a.git, example.com:team/a.git",
        "/srv/git/a@b.git, /srv/git/a@b.git",
        "../a.git, ../a.git"})
    void removesCredentialsFromAddresses(String url, String shown) {
        assertThat(RemoteUrl.withoutCredentials(url)).isEqualTo(shown);
    }

    @Test
    void readsConfigurationAsGitWritesIt() {
        GitConfig config = GitConfig.parse("""
                # comment
                [core]
                \tbare = false ; not bare
                \tRepositoryFormatVersion = 1
                [remote "Origin \\"x\\""] url = "a # b" ; c
                [remote "origin"]
                \turl = https://example.com/\\
                a.git
                \tpromisor
                \turl = second
                [broken
                key = lost
                [extensions] objectFormat = sha256
                """);
        assertThat(config.get("core.bare")).contains("false");
        assertThat(config.get("core.repositoryformatversion")).contains("1");
        assertThat(config.get("remote.Origin \"x\".url")).contains("a # b");
        assertThat(config.get("remote.origin.url")).contains("second");
        assertThat(config.anyYes("remote.", ".promisor")).isTrue();
        assertThat(config.get("extensions.objectformat")).contains("sha256");
        assertThat(config.get("core.key")).isEmpty();
    }

    @Property(tries = 300)
    void configurationNeverFails(@ForAll String text) {
        assertThat(GitConfig.parse("[a]\n" + text).yes("a.nothing at all")).isFalse();
    }

    @Test
    void readsHeadersOfCommitsOldAndNew() {
        String hex = "0123456789abcdef0123456789abcdef01234567";
        byte[] commit = ("tree " + hex + "\nparent " + hex + "\nauthor J\u00f6rg <j@example.com> 1700000000 +0200\n"
                + "committer C <c@example.com> 1700000001 +0200\nencoding ISO-8859-1\ngpgsig -----BEGIN\n parent "
                + hex.replace('0', '1') + "\n\nmessage\n").getBytes(StandardCharsets.ISO_8859_1);
        ObjectHeader header = ObjectHeader.parse(commit, commit.length);
        assertThat(header.parents()).hasSize(1);
        assertThat(header.tree()).hasToString(hex);
        assertThat(header.author()).startsWith("J").endsWith("rg <j@example.com>");
        assertThat(header.authorTime()).isEqualTo(1_700_000_000);
        assertThat(header.commitTime()).isEqualTo(1_700_000_001);
        assertThat(new String(commit, header.messageStart(), commit.length - header.messageStart(), StandardCharsets.ISO_8859_1))
                .isEqualTo("message\n");
    }

    @Property(tries = 500)
    void headersNeverFail(@ForAll byte[] bytes, @ForAll long number) {
        byte[] text = ("author a <b> " + number + " +0000\n").getBytes(StandardCharsets.UTF_8);
        byte[] both = Arrays.copyOf(text, text.length + bytes.length);
        System.arraycopy(bytes, 0, both, text.length, bytes.length);
        ObjectHeader header = ObjectHeader.parse(both, both.length);
        assertThat(header.messageStart()).isBetween(text.length, both.length);
        assertThat(header.authoredAt()).isNotNull();
    }

    @Property(tries = 500)
    void appliesDeltasAsTheyWereMade(@ForAll long seed) throws Exception {
        Random random = new Random(seed);
        byte[] base = new byte[1 + random.nextInt(5000)];
        random.nextBytes(base);
        ByteArrayOutputStream ops = new ByteArrayOutputStream();
        ByteArrayOutputStream result = new ByteArrayOutputStream();
        for (int i = random.nextInt(20); i >= 0; i--) {
            if (random.nextBoolean()) {
                int from = random.nextInt(base.length);
                int count = 1 + random.nextInt(base.length - from);
                ops.write(0x80 | 0x01 | 0x02 | 0x10 | 0x20);
                ops.write(from);
                ops.write(from >>> 8);
                ops.write(count);
                ops.write(count >>> 8);
                result.write(base, from, count);
            } else {
                byte[] added = new byte[1 + random.nextInt(127)];
                random.nextBytes(added);
                ops.write(added.length);
                ops.writeBytes(added);
                result.writeBytes(added);
            }
        }
        ByteArrayOutputStream delta = new ByteArrayOutputStream();
        size(base.length, delta);
        size(result.size(), delta);
        delta.writeBytes(ops.toByteArray());
        byte[] bytes = delta.toByteArray();
        assertThat(Delta.resultSize(bytes, bytes.length)).isEqualTo(result.size());
        byte[] made = new byte[result.size()];
        Copies copies = new Copies();
        Delta.apply(base, base.length, bytes, bytes.length, made, made.length, copies);
        assertThat(made).isEqualTo(result.toByteArray());
        int[] runs = copies.toArray();
        for (int i = 0; i < runs.length; i += 3) {
            assertThat(Arrays.copyOfRange(made, runs[i + 1], runs[i + 1] + runs[i + 2]))
                    .isEqualTo(Arrays.copyOfRange(base, runs[i], runs[i] + runs[i + 2]));
            assertThat(i > 0 && runs[i - 3] + runs[i - 1] == runs[i] && runs[i - 2] + runs[i - 1] == runs[i + 1])
                    .as("two runs that are one").isFalse();
        }
        // The same, broken somewhere: an exception of ours or a result of the promised size.
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        try {
            long size = Delta.resultSize(bytes, bytes.length);
            if (size < 1 << 20) {
                Delta.apply(base, base.length, bytes, bytes.length, new byte[(int) size], (int) size, new Copies());
            }
        } catch (DamagedObjectException e) {
            assertThat(e).hasMessageContaining("delta");
        }
    }

    private static void size(int value, ByteArrayOutputStream out) {
        int rest = value;
        while (rest > 0x7f) {
            out.write(rest & 0x7f | 0x80);
            rest >>>= 7;
        }
        out.write(rest);
    }

    @Test
    void refusesDeltasThatReachOutsideTheirBase() {
        byte[] base = {1, 2, 3, 4};
        byte[][] hostile = {{4, 2, (byte) 0x91, 3, 2}, {4, 2, (byte) 0x9f, -1, -1, -1, -1, 2}, {4, 2, 0}, {4, 2, 5, 1},
            {3, 1, 1, 1}, {4, 1},
            {4, 9, (byte) 0x90, 4}};
        for (byte[] delta : hostile) {
            assertThatThrownBy(() -> {
                byte[] target = new byte[(int) Delta.resultSize(delta, delta.length)];
                Delta.apply(base, base.length, delta, delta.length, target, target.length, new Copies());
            }).as(Arrays.toString(delta)).isInstanceOf(DamagedObjectException.class);
        }
    }
}
