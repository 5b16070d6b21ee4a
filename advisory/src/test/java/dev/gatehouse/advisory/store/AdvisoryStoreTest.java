package dev.gatehouse.advisory.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gatehouse.advisory.Advisory;
import dev.gatehouse.advisory.Affected;
import dev.gatehouse.advisory.Rating;
import dev.gatehouse.advisory.Span;
import dev.gatehouse.advisory.feed.LibrarySignature;
import dev.gatehouse.advisory.feed.Lifecycle;
import dev.gatehouse.ecosystem.Ecosystem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdvisoryStoreTest {
    private static final Instant BUILT = Instant.parse("2026-05-01T00:00:00Z");
    private static final Ecosystem NPM = Ecosystem.parse("npm").orElseThrow();

    @TempDir
    Path folder = Path.of("");

    private Path file() {
        return folder.resolve("advisories.store");
    }

    private AdvisoryStore store(Advisory... advisories) throws IOException {
        StoreBuilder builder = new StoreBuilder();
        Stream.of(advisories).forEach(builder::advisory);
        builder.exploited("CVE-2026-1", LocalDate.of(2026, 2, 3), true);
        builder.probability("CVE-2026-1", 0.12345, 0.9);
        builder.source(new StoreSource("npm", "https://registry.example/npm", BUILT, BUILT, BUILT, advisories.length, 1));
        builder.lifecycle(new Lifecycle("thing", List.of("pkg:npm/thing"),
                List.of(new Lifecycle.Cycle("2", LocalDate.of(2026, 1, 1), null, false, "2.1"),
                        new Lifecycle.Cycle("1", null, null, true, null))));
        builder.signature(new LibrarySignature("thing", LibrarySignature.Kind.CONTENT, "thing v(§§version§§)", ""));
        builder.signature(
                new LibrarySignature("thing", LibrarySignature.Kind.DIGEST, "da39a3ee5e6b4b0d3255bfef95601890afd80709", "1.2"));
        builder.write(file(), BUILT);
        return AdvisoryStore.open(file());
    }

    @Test
    void whatWentInComesOut() throws IOException {
        Affected affected = new Affected(NPM, "thing",
                List.of(Span.between(null, "1.2.3"), new Span("2.0.0", true, "2.4.0", true),
                        new Span("3.0.0", false, null, false)),
                List.of("0.0.1-x", "0.0.2-x"), List.of("2.4.1"), List.of("a.b", "c"), Rating.of("moderate").stream().toList());
        Advisory advisory = Samples.advisory("ghsa", "GHSA-x", List.of("CVE-2026-1"), Instant.parse("2026-02-02T00:00:00Z"),
                affected);
        try (AdvisoryStore store = store(advisory)) {
            StoredAdvisory found = store.find(NPM, "thing").getFirst();
            assertThat(found.advisory()).isEqualTo(advisory);
            assertThat(found.affected()).isEqualTo(affected);
            assertThat(found.weakness()).containsExactly("CVE-2026-1", "GHSA-x");
            assertThat(found.exploitation().known()).isTrue();
            assertThat(found.exploitation().added()).isEqualTo(LocalDate.of(2026, 2, 3));
            assertThat(found.exploitation().ransomware()).isTrue();
            assertThat(found.exploitation().probability()).isEqualTo(0.12345);
            assertThat(store.find(NPM, "other")).isEmpty();
            assertThat(store.find(Ecosystem.parse("PyPI").orElseThrow(), "thing")).isEmpty();
            assertThat(store.about().built()).isEqualTo(BUILT);
            assertThat(store.about().advisories()).isEqualTo(1);
            assertThat(store.about().rows()).isEqualTo(1);
            assertThat(store.about().sources().getFirst().malformed()).isEqualTo(1);
            assertThat(store.signatures()).extracting(LibrarySignature::text).containsExactly("thing v(§§version§§)",
                    "da39a3ee5e6b4b0d3255bfef95601890afd80709");
            assertThat(store.signatures().getLast().version()).isEqualTo("1.2");
            assertThat(store.lifecycles().getFirst().cycles()).extracting("latest").containsExactly("2.1", null);
        }
    }

    @Test
    void recordsOfOneWeaknessAreJoinedByAliasAndNotByRelation() throws IOException {
        Span all = Span.ALL;
        try (AdvisoryStore store = store(Samples.advisory("ghsa", "GHSA-a", List.of("CVE-2026-1"), "npm", "thing", all),
                Samples.advisory("osv", "OSV-1", List.of("GHSA-a"), "npm", "thing", all),
                Samples.advisory("gitlab", "CVE-2026-1", List.of(), "npm", "thing", all),
                Samples.advisory("ghsa", "GHSA-b", List.of("CVE-2026-2"), "npm", "thing", all))) {
            assertThat(store.find(NPM, "thing")).extracting(StoredAdvisory::weakness).containsExactly(
                    List.of("CVE-2026-1", "GHSA-a", "OSV-1"), List.of("CVE-2026-1", "GHSA-a", "OSV-1"),
                    List.of("CVE-2026-1", "GHSA-a", "OSV-1"), List.of("CVE-2026-2", "GHSA-b"));
            assertThat(store.about().weaknesses()).isEqualTo(2);
        }
    }

    @Test
    void theLaterRecordReplacesTheEarlierOne() throws IOException {
        Instant early = Instant.parse("2026-01-01T00:00:00Z");
        Instant late = Instant.parse("2026-02-01T00:00:00Z");
        Affected one = Affected.of(NPM, "one", List.of(Span.ALL));
        Affected two = Affected.of(NPM, "two", List.of(Span.ALL));
        try (AdvisoryStore store = store(Samples.advisory("ghsa", "GHSA-a", List.of(), late, two),
                Samples.advisory("ghsa", "GHSA-a", List.of(), early, one),
                Samples.advisory("alpine", "CVE-1", List.of(), early, one),
                Samples.advisory("alpine", "CVE-1", List.of(), early, two))) {
            assertThat(store.find(NPM, "one")).extracting(found -> found.advisory().id()).containsExactly("CVE-1");
            assertThat(store.find(NPM, "two")).extracting(found -> found.advisory().id()).containsExactly("GHSA-a", "CVE-1");
        }
    }

    /// GitLab and rubysec keep a file for each package of a weakness, with dates of their own: none is an older state of another.
    @Test
    void recordsOfOneNameAboutDifferentPackagesAllStay() throws IOException {
        Instant early = Instant.parse("2026-01-01T00:00:00Z");
        Instant late = Instant.parse("2026-02-01T00:00:00Z");
        try (AdvisoryStore store = store(
                Samples.advisory("gitlab", "CVE-1", List.of(), late, Affected.of(NPM, "lodash", List.of(Span.ALL))),
                Samples.advisory("gitlab", "CVE-1", List.of(), early, Affected.of(NPM, "lodash-es", List.of(Span.ALL))),
                Samples.advisory("gitlab", "CVE-1", List.of(), early,
                        Affected.of(NPM, "lodash", List.of(Span.between(null, "1.0.0")))))) {
            assertThat(store.find(NPM, "lodash-es")).hasSize(1);
            assertThat(store.find(NPM, "lodash")).singleElement()
                    .satisfies(found -> assertThat(found.affected().spans()).containsExactly(Span.ALL));
        }
    }

    @Test
    void namesAreFoundHoweverTheyAreSpelledAndDistributionsByRelease() throws IOException {
        try (AdvisoryStore store = store(Samples.advisory("pypa", "PYSEC-1", List.of(), "PyPI", "Zope.Interface", Span.ALL),
                Samples.advisory("debian", "CVE-2026-5", List.of(), "Debian:12", "curl", Span.ALL),
                Samples.advisory("debian", "DSA-1", List.of(), "Debian", "curl", Span.ALL),
                Samples.advisory("ghsa", "GHSA-m", List.of(), "Maven:https://registry.example", "g:a", Span.ALL))) {
            assertThat(store.find(Ecosystem.parse("PyPI").orElseThrow(), "zope_interface")).hasSize(1);
            assertThat(store.find(Ecosystem.parse("Debian:12").orElseThrow(), "curl")).hasSize(2);
            assertThat(store.find(Ecosystem.parse("Debian:13").orElseThrow(), "curl")).hasSize(1);
            assertThat(store.find(Ecosystem.parse("Ubuntu:12").orElseThrow(), "curl")).isEmpty();
            assertThat(store.find(Ecosystem.parse("Maven").orElseThrow(), "g:a")).hasSize(1);
        }
    }

    @Test
    void manyPackagesAreAllFound() throws IOException {
        Advisory[] advisories = new Advisory[3000];
        for (int i = 0; i < advisories.length; i++) {
            advisories[i] = Samples.advisory("ghsa", "GHSA-" + i, List.of(), "npm", "package-" + i,
                    Span.between(null, "1.0." + i));
        }
        try (AdvisoryStore store = store(advisories)) {
            for (int i = 0; i < advisories.length; i++) {
                assertThat(store.find(NPM, "package-" + i)).hasSize(1);
                assertThat(store.find(NPM, "absent-" + i)).isEmpty();
            }
        }
    }

    @Test
    void anEmptyStoreAnswers() throws IOException {
        try (AdvisoryStore store = store()) {
            assertThat(store.find(NPM, "thing")).isEmpty();
        }
    }

    @Test
    void everyDamagedByteIsNoticed() throws IOException {
        store(Samples.advisory("ghsa", "GHSA-a", List.of("CVE-2026-1"), "npm", "thing", Span.between("1.0.0", "2.0.0"))).close();
        byte[] sound = Files.readAllBytes(file());
        Path damaged = folder.resolve("damaged.store");
        for (int i = 0; i < sound.length; i++) {
            byte[] bytes = sound.clone();
            bytes[i] ^= 0x10;
            Files.write(damaged, bytes);
            assertThatExceptionOfType(StoreException.class).as("byte %d", i).isThrownBy(() -> AdvisoryStore.open(damaged))
                    .withMessageContaining("damaged.store");
        }
        for (int length = 0; length < sound.length; length += 7) {
            Files.write(damaged, java.util.Arrays.copyOf(sound, length));
            assertThatExceptionOfType(StoreException.class).isThrownBy(() -> AdvisoryStore.open(damaged));
        }
    }

    /// A file with right checksums and wrong content: an attacker's.
    @Test
    void hostileContentNeverLeadsOutsideOfTheFile() throws IOException {
        store(Samples.advisory("ghsa", "GHSA-a", List.of("CVE-2026-1"), "npm", "thing", Span.between("1.0.0", "2.0.0")),
                Samples.advisory("ghsa", "GHSA-b", List.of(), "npm", "other", Span.ALL)).close();
        byte[] sound = Files.readAllBytes(file());
        Random random = new Random(7);
        Path hostile = folder.resolve("hostile.store");
        for (int round = 0; round < 400; round++) {
            byte[] bytes = sound.clone();
            for (int i = random.nextInt(4); i >= 0; i--) {
                bytes[StoreFormat.AT_SLOTS + random.nextInt(bytes.length - StoreFormat.AT_SLOTS)] = (byte) random.nextInt();
            }
            sign(bytes);
            Files.write(hostile, bytes);
            try (AdvisoryStore store = AdvisoryStore.open(hostile)) {
                store.find(NPM, "thing");
                store.find(NPM, "other");
                store.about();
                store.lifecycles();
            } catch (StoreException | UncheckedIOException e) {
                assertThat(e).hasMessageContaining("damaged");
            }
        }
    }

    private static void sign(byte[] bytes) {
        ByteBuffer header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        CRC32C body = new CRC32C();
        body.update(bytes, StoreFormat.HEADER, bytes.length - StoreFormat.HEADER);
        header.putInt(StoreFormat.AT_BODY_CHECKSUM, (int) body.getValue());
        CRC32C own = new CRC32C();
        own.update(bytes, StoreFormat.AT_LENGTH, StoreFormat.HEADER - StoreFormat.AT_LENGTH);
        header.putInt(StoreFormat.AT_HEADER_CHECKSUM, (int) own.getValue());
    }

    @Test
    void aFileOfAnotherKindOrVersionIsNamed() throws IOException {
        Path other = folder.resolve("other");
        Files.write(other, new byte[1000]);
        assertThatExceptionOfType(StoreException.class).isThrownBy(() -> AdvisoryStore.open(other))
                .withMessageContaining("not an advisory store");
        store().close();
        byte[] bytes = Files.readAllBytes(file());
        bytes[StoreFormat.AT_VERSION] = 9;
        Files.write(other, bytes);
        assertThatExceptionOfType(StoreException.class).isThrownBy(() -> AdvisoryStore.open(other))
                .withMessageContaining("format version 9");
    }

    @Test
    void theSameInputGivesTheSameBytes() throws IOException {
        Advisory[] advisories = {Samples.advisory("ghsa", "GHSA-a", List.of("CVE-2026-1"), "npm", "thing", Span.ALL),
            Samples.advisory("osv", "OSV-1", List.of("GHSA-a"), "npm", "other", Span.ALL)};
        store(advisories).close();
        byte[] first = Files.readAllBytes(file());
        store(advisories).close();
        assertThat(Files.readAllBytes(file())).isEqualTo(first);
        assertThat(folder).isDirectoryNotContaining(path -> path.toString().endsWith(".new"));
    }
}
