package dev.gatehouse.sca.java;

import dev.gatehouse.core.check.Span;
import dev.gatehouse.core.source.Blob;
import dev.gatehouse.sca.listing.Content;
import dev.gatehouse.sca.listing.Lines;
import dev.gatehouse.sca.listing.ListingBuilder;
import dev.gatehouse.sca.listing.PackageFormat;
import dev.gatehouse.sca.listing.Purls;
import dev.gatehouse.sca.listing.Role;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// `META-INF/MANIFEST.MF` (JAR File Specification). Tells what a jar is where no `pom.properties` does: by its bundle name, its
/// module name or its implementation, together with the file's name. Coordinates made so are a guess that says so.
final class JarManifest implements PackageFormat {
    @Override
    public String id() {
        return "jar-manifest";
    }

    @Override
    public Role role() {
        return Role.ARTEFACT;
    }

    @Override
    public boolean recognises(String path, String name, Blob blob) {
        return name.equals("manifest.mf") && path.endsWith("META-INF/MANIFEST.MF") && path.contains("!");
    }

    @Override
    public void read(Content content, ListingBuilder listing) {
        Map<String, String> main = new HashMap<>();
        String last = "";
        for (Lines.Line line : content.lines()) {
            if (line.blank()) {
                break;
            }
            int colon = line.text().indexOf(": ");
            if (line.text().startsWith(" ")) {
                main.computeIfPresent(last, (_, value) -> value + line.text().substring(1));
            } else if (colon > 0) {
                last = line.text().substring(0, colon).toLowerCase(Locale.ROOT);
                main.put(last, line.text().substring(colon + 2));
            }
        }
        for (String key : new String[]{"bundle-symbolicname", "automatic-module-name", "implementation-vendor-id",
            "implementation-title", "specification-title", "bundle-version", "implementation-version",
            "specification-version", "bundle-license", "implementation-vendor", "bundle-vendor"}) {
            String value = main.get(key);
            if (value != null && value.length() < 300) {
                listing.attribute(key, Lines.text(value.strip()));
            }
        }
        // What it is can only be said together with the name of the jar, which the assembly knows.
        listing.add("jar", Purls.of("generic", "", "jar", ""), new Span(0, 0));
    }
}
