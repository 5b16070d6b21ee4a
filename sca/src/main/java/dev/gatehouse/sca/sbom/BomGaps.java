package dev.gatehouse.sca.sbom;

import java.util.ArrayList;
import java.util.List;

/// What a bill lacks of the minimum elements that authorities ask for: NTIA, The Minimum Elements For a Software Bill of
/// Materials (2021); BSI TR-03183-2 (2.0).
///
/// @param element
///            what is missing
/// @param asked
///            who asks for it
/// @param components
///            how many components lack it
/// @param examples
///            some of them
/// @param supply
///            how to supply it
public record BomGaps(String element, String asked, int components, List<String> examples, String supply) {
    private static final int EXAMPLES = 3;

    /// Every element that some component lacks. The author, the time and the unique identifiers are always there.
    public static List<BomGaps> of(Bom bom) {
        List<BomGaps> gaps = new ArrayList<>();
        add(gaps, bom, "version", "NTIA, BSI", "commit a lock file, so that versions are known",
                entry -> entry.purl().version() == null);
        add(gaps, bom, "supplier", "NTIA, BSI",
                "lock files do not name suppliers: build the bill where packages are installed, or from the image",
                entry -> entry.supplier().isEmpty());
        add(gaps, bom, "licence", "BSI", "build the bill where packages are installed, whose own manifests declare licences",
                entry -> entry.licence() == null);
        add(gaps, bom, "SHA-512 of the deployed file", "BSI", "use a lock file with SHA-512 digests (npm, pnpm, Yarn, NuGet)",
                entry -> entry.hashes().stream().noneMatch(hash -> hash.algorithm().equals("SHA-512")));
        boolean graph = bom.entries().stream().anyMatch(entry -> !entry.dependsOn().isEmpty());
        if (!graph && bom.entries().size() > 1) {
            gaps.add(new BomGaps("dependencies among components", "NTIA, BSI", bom.entries().size(), List.of(),
                    "commit a lock file that has the graph"));
        }
        return gaps;
    }

    private static void add(List<BomGaps> gaps, Bom bom, String element, String asked, String supply,
            java.util.function.Predicate<BomEntry> lacks) {
        List<BomEntry> without = bom.entries().stream().filter(entry -> !entry.own()).filter(lacks).toList();
        if (!without.isEmpty()) {
            gaps.add(new BomGaps(element, asked, without.size(),
                    without.stream().limit(EXAMPLES).map(entry -> entry.purl().toString()).toList(), supply));
        }
    }
}
