package dev.gatehouse.sca.sbom;

import dev.gatehouse.core.check.Shown;
import dev.gatehouse.sca.inventory.Inventory;
import dev.gatehouse.sca.inventory.PackageUse;
import dev.gatehouse.sca.inventory.Project;
import dev.gatehouse.sca.licence.Expression;
import dev.gatehouse.sca.licence.LicenceReader;
import dev.gatehouse.sca.listing.Hash;
import dev.gatehouse.sca.listing.Scope;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A bill of materials before it is written in a format. Everything stands in an order that only the packages decide, so the
/// same tree at the same time gives the same bytes.
///
/// @param name
///            what it is about
/// @param version
///            of that; empty if unknown
/// @param created
///            to the second
/// @param toolVersion
///            of Gatehouse
/// @param entries
///            by reference
/// @param direct
///            references of what the subject itself asks for
public record Bom(String name, String version, Instant created, String toolVersion, List<BomEntry> entries,
        SortedSet<String> direct) {

    /// The bill of an inventory.
    public static Bom of(Inventory inventory, String name, String version, Instant created, String toolVersion,
            LicenceReader licences) {
        Map<String, Gathering> byReference = new TreeMap<>();
        SortedSet<String> direct = new TreeSet<>();
        for (Project project : inventory.projects()) {
            boolean[] needed = new boolean[project.packages().size()];
            project.packages().forEach(use -> use.requires().forEach(position -> needed[position] = true));
            for (int i = 0; i < needed.length; i++) {
                PackageUse use = project.packages().get(i);
                String reference = reference(use);
                byReference.computeIfAbsent(reference, _ -> new Gathering(reference, use)).add(use, project);
                if (use.direct() || !needed[i]) {
                    direct.add(reference);
                }
            }
        }
        List<BomEntry> entries = byReference.values().stream().map(gathering -> gathering.entry(licences)).toList();
        return new Bom(name, version, created.truncatedTo(ChronoUnit.SECONDS), toolVersion, entries, direct);
    }

    private static String reference(PackageUse use) {
        return use.purl() + (use.pinned() || use.requirement().isEmpty() ? "" : " " + use.requirement());
    }

    /// A name of the document that its content alone decides.
    public UUID serialNumber() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update((name + "\n" + version + "\n" + created + "\n" + toolVersion + "\n").getBytes(StandardCharsets.UTF_8));
            entries.forEach(entry -> digest.update((entry + "\n").getBytes(StandardCharsets.UTF_8)));
            ByteBuffer bytes = ByteBuffer.wrap(digest.digest());
            // Version 8: made of a digest of our own choice (RFC 9562).
            return new UUID(bytes.getLong() & 0xffffffffffff0fffL | 0x8000L,
                    bytes.getLong() & 0x3fffffffffffffffL | 0x8000000000000000L);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /// One component while its uses are being gathered.
    private static final class Gathering {
        private final String reference;
        private final PackageUse first;
        private final SortedSet<BomEntry.Occurrence> occurrences = new TreeSet<>();
        private final SortedSet<String> dependsOn = new TreeSet<>();
        private final Map<String, SortedSet<String>> hashes = new TreeMap<>();
        private Scope scope = Scope.TEST;
        private boolean own;
        private String declaration = "";
        private String supplier = "";

        Gathering(String reference, PackageUse first) {
            this.reference = reference;
            this.first = first;
        }

        void add(PackageUse use, Project project) {
            scope = scope.or(use.scope());
            own |= use.own();
            declaration = declaration.isEmpty() ? use.licence() : declaration;
            supplier = supplier.isEmpty() ? use.supplier() : supplier;
            use.hashes().forEach(hash -> hashes.computeIfAbsent(hash.algorithm(), _ -> new TreeSet<>()).add(hash.hex()));
            use.requires().forEach(position -> dependsOn.add(reference(project.packages().get(position))));
            dependsOn.remove(reference);
            Shown shown = use.shown();
            occurrences
                    .add(new BomEntry.Occurrence(use.place().path().toString(), shown == null ? 0 : shown.region().startLine()));
        }

        BomEntry entry(LicenceReader licences) {
            List<Hash> single = new ArrayList<>();
            hashes.forEach((algorithm, values) -> {
                if (values.size() == 1) {
                    single.add(new Hash(algorithm, values.first()));
                }
            });
            @Nullable
            Expression licence = licences.read(declaration).or(() -> licences.read(first.concluded())).orElse(null);
            return new BomEntry(reference, first.purl(), first.pinned() ? "" : first.requirement(), scope, own, single, licence,
                    declaration, supplier, first.source(), first.owner(), occurrences, dependsOn);
        }
    }
}
