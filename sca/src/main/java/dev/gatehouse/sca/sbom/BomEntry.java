package dev.gatehouse.sca.sbom;

import dev.gatehouse.ecosystem.PackageUrl;
import dev.gatehouse.sca.licence.Expression;
import dev.gatehouse.sca.listing.Hash;
import dev.gatehouse.sca.listing.Scope;
import java.util.List;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/// One component of a bill of materials: a package at one version, wherever it is used.
///
/// @param reference
///            what the document calls it; unique there
/// @param requirement
///            the versions asked for, if none is pinned; empty otherwise
/// @param scope
///            the weightiest of its uses
/// @param own
///            whether it is part of what the document is about
/// @param hashes
///            at most one of each algorithm: several mean several files, none of which is the package
/// @param licence
///            null if the declaration is missing or no known licence
/// @param declaration
///            the licence as it was declared; empty if it was not
/// @param supplier
///            empty if unknown
/// @param source
///            for operating-system packages the source package, `name` or `name@version`; empty otherwise
/// @param owner
///            the operating-system package that brought it; empty if none
/// @param occurrences
///            files that name it, with lines
/// @param dependsOn
///            references of what it needs
public record BomEntry(String reference, PackageUrl purl, String requirement, Scope scope, boolean own, List<Hash> hashes,
        @Nullable Expression licence, String declaration, String supplier, String source, String owner,
        SortedSet<Occurrence> occurrences,
        SortedSet<String> dependsOn) {

    /// Where a package is named.
    ///
    /// @param line
    ///            1-based; 0 if the whole file is meant
    public record Occurrence(String path, int line) implements Comparable<Occurrence> {
        @Override
        public int compareTo(Occurrence other) {
            int order = path.compareTo(other.path);
            return order != 0 ? order : Integer.compare(line, other.line);
        }
    }
}
