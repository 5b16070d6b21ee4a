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
import java.util.Locale;
import java.util.Set;

/// `packages.config`, NuGet's older form: every package that is installed, direct or not (learn.microsoft.com).
final class PackagesConfig implements PackageFormat {
    @Override
    public String id() {
        return "nuget-packages-config";
    }

    @Override
    public Role role() {
        return Role.LOCK;
    }

    @Override
    public Set<String> names() {
        return Set.of("packages.config");
    }

    @Override
    public boolean recognises(String path, String name, Blob blob) {
        return name.startsWith("packages.") && name.endsWith(".config");
    }

    @Override
    public void read(Content content, ListingBuilder listing) throws DocumentException {
        XmlElement root = content.xml();
        if (root.elements("package").isEmpty() && root.name().local().equals("packages")) {
            listing.emptyIsFine();
        }
        for (XmlElement entry : root.elements("package")) {
            String name = String.valueOf(entry.attribute("id"));
            String version = entry.attribute("version") == null ? "" : String.valueOf(entry.attribute("version"));
            listing.add(name.toLowerCase(Locale.ROOT) + "@" + version, Purls.of("nuget", "", name, version),
                    Nodes.span(entry.range()))
                    .scope("true".equals(entry.attribute("developmentDependency")) ? Scope.DEVELOPMENT : Scope.RUNTIME);
        }
    }
}
