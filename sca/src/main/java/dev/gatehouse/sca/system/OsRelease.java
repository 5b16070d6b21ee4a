package dev.gatehouse.sca.system;

import dev.gatehouse.core.source.Blob;
import dev.gatehouse.sca.listing.Content;
import dev.gatehouse.sca.listing.Lines;
import dev.gatehouse.sca.listing.ListingBuilder;
import dev.gatehouse.sca.listing.PackageFormat;
import dev.gatehouse.sca.listing.Role;
import java.util.HashMap;
import java.util.Map;

/// `etc/os-release`: which distribution and release it is (os-release(5)).
final class OsRelease implements PackageFormat {
    @Override
    public String id() {
        return "os-release";
    }

    @Override
    public Role role() {
        return Role.DISTRIBUTION;
    }

    @Override
    public boolean recognises(String path, String name, Blob blob) {
        return name.equals("os-release") && (path.endsWith("etc/os-release") || path.endsWith("usr/lib/os-release"));
    }

    @Override
    public void read(Content content, ListingBuilder listing) {
        Map<String, String> fields = new HashMap<>();
        for (Lines.Line line : content.lines()) {
            int equals = line.text().indexOf('=');
            if (equals > 0 && !line.text().startsWith("#")) {
                fields.put(line.text().substring(0, equals).strip(),
                        Lines.text(line.text().substring(equals + 1).strip().replaceAll("^[\"']|[\"']$", "")));
            }
        }
        String release = fields.getOrDefault("VERSION_ID", fields.getOrDefault("VERSION_CODENAME", ""));
        listing.subject(fields.getOrDefault("ID", ""), release, "");
        listing.attribute("title", fields.getOrDefault("PRETTY_NAME", ""));
    }
}
