package dev.gatehouse.sca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.gatehouse.core.diagnostic.Diagnostic;
import dev.gatehouse.sca.inventory.PackageUse;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/// The resources hold what real tools wrote: `rpmdb.sqlite` rpm 4.18 with three packages of rpmbuild, `Packages` the same headers loaded
/// by Berkeley DB's own `db5.3_load`. `Packages.db` is laid out by the test, since no rpm that writes NDB is at hand.
class RpmTest {
    private static final String PACKAGES = """
              pkg:rpm/almalinux/libshop@2.0-1.el9?arch=x86_64&distro=almalinux-9.4&epoch=1&upstream=libshop-2.0-1.el9.src.rpm runtime licence MIT supplier Example
              pkg:rpm/almalinux/shop@1.4.2-3.el9?arch=x86_64&distro=almalinux-9.4&upstream=shop-1.4.2-3.el9.src.rpm runtime needs libshop@2.0-1.el9 licence MIT supplier Example
              pkg:rpm/almalinux/shop-data@20240101-0.1.rc2.el9?arch=x86_64&distro=almalinux-9.4&upstream=shop-data-20240101-0.1.rc2.el9.src.rpm runtime needs libshop@2.0-1.el9 licence MIT supplier Example
            """;

    private static byte[] resource(String name) {
        try (InputStream in = new GZIPInputStream(Objects.requireNonNull(RpmTest.class.getResourceAsStream("rpm/" + name)))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final byte[] SQLITE = resource("rpmdb.sqlite.gz");
    private static final byte[] BERKELEY = resource("Packages.gz");

    private static Tree system(String path, byte[] database) {
        return new Tree().add("etc/os-release", "ID=almalinux\nVERSION_ID=\"9.4\"\n").add(path, database);
    }

    @Test
    void whatRpmWroteInSqliteIsRead() {
        assertThat(Printed.of(system("var/lib/rpm/rpmdb.sqlite", SQLITE)))
                .isEqualTo("var/lib/rpm/rpmdb.sqlite [rpm]\n" + PACKAGES);
        assertThat(system("usr/lib/sysimage/rpm/rpmdb.sqlite", SQLITE).inventory().packages())
                .extracting(use -> use.purl().namespace())
                .containsOnly("almalinux");
    }

    @Test
    void whatBerkeleyDbWroteIsRead() {
        assertThat(system("var/lib/rpm/Packages", BERKELEY).inventory().packages().map(PackageUse::purl))
                .containsExactlyInAnyOrderElementsOf(system("var/lib/rpm/rpmdb.sqlite", SQLITE).inventory().packages()
                        .map(PackageUse::purl).toList());
    }

    @Test
    void aPythonPackageThatRpmBroughtIsItsOwnersAlone() {
        Tree tree = system("var/lib/rpm/rpmdb.sqlite", SQLITE).add(
                "usr/lib/python3.9/site-packages/shop-1.4.2.dist-info/METADATA",
                "Metadata-Version: 2.1\nName: shop\nVersion: 1.4.2\n");
        assertThat(tree.inventory().packages().filter(use -> use.purl().type().equals("pypi"))).extracting(PackageUse::owner)
                .containsExactly("shop");
    }

    @Test
    void aDatabaseCutShortIsAGapAndWhatIsWholeIsRead() {
        for (String path : List.of("var/lib/rpm/rpmdb.sqlite", "var/lib/rpm/Packages")) {
            byte[] database = path.endsWith(".sqlite") ? SQLITE : BERKELEY;
            for (int length = 512; length < database.length - 4096; length += 4093) {
                Tree tree = system(path, java.util.Arrays.copyOf(database, length));
                boolean whole = tree.inventory().packages().count() == 3;
                assertThat(whole || tree.diagnostics().stream().anyMatch(one -> one.kind() == Diagnostic.Kind.GAP))
                        .as("%s, %d bytes", path,
                                length)
                        .isTrue();
            }
        }
    }

    @Property(tries = 300)
    void damagedBytesNeverMakeItFail(@ForAll long seed) {
        Random random = new Random(seed);
        byte[] bytes = (random.nextBoolean() ? SQLITE : BERKELEY).clone();
        String path = bytes.length == SQLITE.length ? "var/lib/rpm/rpmdb.sqlite" : "var/lib/rpm/Packages";
        for (int i = random.nextInt(40); i >= 0; i--) {
            int at = random.nextInt(4) == 0
                    ? random.nextInt(bytes.length)
                    : random.nextInt(bytes.length / 4096) * 4096 + random.nextInt(64);
            bytes[at] = (byte) random.nextInt();
        }
        assertThatCode(() -> system(path, bytes).inventory()).doesNotThrowAnyException();
    }
}
