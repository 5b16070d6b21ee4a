package dev.gatehouse.sca.other;

import dev.gatehouse.ecosystem.PackageUrl;
import dev.gatehouse.sca.listing.Content;
import dev.gatehouse.sca.listing.Lines;
import dev.gatehouse.sca.listing.ListingBuilder;
import dev.gatehouse.sca.listing.PackageFormat;
import dev.gatehouse.sca.listing.Purls;
import dev.gatehouse.sca.listing.Role;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `Cartfile.resolved` of Carthage: `github "owner/name" "version"`, `git "address" "version"` or `binary "address" "version"` a
/// line (github.com/Carthage/Carthage).
final class CartfileResolved implements PackageFormat {
    private static final Pattern ENTRY = Pattern.compile("(github|git|binary)\\s+\"([^\"]+)\"\\s+\"([^\"]+)\".*");

    @Override
    public String id() {
        return "carthage-lock";
    }

    @Override
    public Role role() {
        return Role.LOCK;
    }

    @Override
    public Set<String> names() {
        return Set.of("cartfile.resolved");
    }

    @Override
    public void read(Content content, ListingBuilder listing) {
        boolean any = false;
        for (Lines.Line line : content.lines()) {
            String text = line.text().strip();
            any |= !text.isEmpty() && !text.startsWith("#");
            Matcher entry = ENTRY.matcher(text);
            if (entry.matches()) {
                listing.add(entry.group(2), purl(entry.group(1), entry.group(2), entry.group(3)), line.span(entry.group(2)));
            }
        }
        if (!any) {
            listing.emptyIsFine();
        }
    }

    /// Swift packages are named by the address of their repository, whoever fetches them. A binary framework has but its address.
    private static Optional<PackageUrl> purl(String kind, String where, String version) {
        if (kind.equals("binary")) {
            String file = where.substring(where.lastIndexOf('/') + 1).replaceFirst("\\.json$", "");
            return Purls.of("generic", "", file, version, Map.of("download_url", where), "");
        }
        boolean named = kind.equals("github") && !where.contains("://");
        RepositoryAddress address = RepositoryAddress.of(named ? "https://github.com/" + where : where);
        return Purls.slashed("swift", address.host() + "/" + address.path(), version);
    }
}
