package dev.gatehouse.sca.dotnet;

import dev.gatehouse.core.source.Blob;
import dev.gatehouse.document.DocumentException;
import dev.gatehouse.document.XmlElement;
import dev.gatehouse.sca.listing.Content;
import dev.gatehouse.sca.listing.ListingBuilder;
import dev.gatehouse.sca.listing.Nodes;
import dev.gatehouse.sca.listing.PackageFormat;
import dev.gatehouse.sca.listing.Purls;
import dev.gatehouse.sca.listing.Role;
import dev.gatehouse.sca.listing.Scope;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Project files of MSBuild (`*.csproj` and its like, `*.props`, `*.targets`): `PackageReference`, and in
/// `Directory.Packages.props` the central `PackageVersion` (learn.microsoft.com, Central Package Management). Properties of the
/// same file are filled in; those of others leave the version unknown.
final class MsbuildProject implements PackageFormat {
    private static final Pattern PROPERTY = Pattern.compile("\\$\\(([A-Za-z_][A-Za-z0-9_.-]*)\\)");
    private static final Pattern EXACT = Pattern.compile("\\[?([0-9][0-9A-Za-z.+-]*)]?");

    @Override
    public String id() {
        return "msbuild";
    }

    @Override
    public Role role() {
        return Role.MANIFEST;
    }

    @Override
    public boolean recognises(String path, String name, Blob blob) {
        return name.endsWith(".csproj") || name.endsWith(".fsproj") || name.endsWith(".vbproj")
                || (name.endsWith(".props") || name.endsWith(".targets")) && blob.length() < 4 << 20;
    }

    @Override
    public void read(Content content, ListingBuilder listing) throws DocumentException {
        XmlElement root = content.xml();
        Map<String, String> properties = new HashMap<>();
        for (XmlElement group : root.elements("PropertyGroup")) {
            group.elements().forEach(
                    property -> properties.put(property.name().local().toLowerCase(Locale.ROOT), property.text().strip()));
        }
        boolean test = properties.getOrDefault("istestproject", "").equals("true");
        for (XmlElement group : root.elements("ItemGroup")) {
            for (XmlElement item : group.elements()) {
                switch (item.name().local()) {
                    case "PackageReference", "GlobalPackageReference" -> reference(item, test, properties, listing);
                    case "PackageVersion" -> {
                        String name = name(item);
                        String version = filled(either(item, "Version"), properties);
                        listing.attribute("version:" + name.toLowerCase(Locale.ROOT), version);
                    }
                    default -> {
                        // Other items are no packages.
                    }
                }
            }
        }
    }

    private static String name(XmlElement item) {
        String include = item.attribute("Include");
        String update = item.attribute("Update");
        return include != null ? include.strip() : update == null ? "" : update.strip();
    }

    private static void reference(XmlElement item, boolean test, Map<String, String> properties, ListingBuilder listing) {
        String name = name(item);
        if (name.isEmpty() || item.attribute("Include") == null && either(item, "Version").isEmpty()) {
            return;
        }
        String override = filled(either(item, "VersionOverride"), properties);
        String version = override.isEmpty() ? filled(either(item, "Version"), properties) : override;
        Matcher exact = EXACT.matcher(version);
        // A bare version is a lower bound, which NuGet resolves to exactly that version if the feed has it.
        boolean pinned = exact.matches() && !version.contains("*");
        listing.add(name.toLowerCase(Locale.ROOT), Purls.of("nuget", "", name, pinned ? exact.group(1) : ""),
                Nodes.span(item.range())).requirement(version).direct()
                .scope(either(item, "PrivateAssets").toLowerCase(Locale.ROOT).contains("all")
                        ? Scope.DEVELOPMENT
                        : test ? Scope.TEST : Scope.RUNTIME);
    }

    private static String either(XmlElement item, String name) {
        @Nullable
        String attribute = item.attribute(name);
        XmlElement child = item.element(name);
        return attribute != null ? attribute.strip() : child == null ? "" : child.text().strip();
    }

    /// Properties may name properties; a few rounds fill what people write.
    private static String filled(String text, Map<String, String> properties) {
        String filled = text;
        for (int round = 0; round < 8 && filled.contains("$(") && filled.length() < 1000; round++) {
            filled = PROPERTY.matcher(filled).replaceAll(match -> Matcher.quoteReplacement(
                    properties.getOrDefault(match.group(1).toLowerCase(Locale.ROOT), match.group())));
        }
        return filled;
    }
}
