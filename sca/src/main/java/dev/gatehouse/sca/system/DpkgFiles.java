package dev.gatehouse.sca.system;

import dev.gatehouse.core.check.Span;
import dev.gatehouse.core.source.Blob;
import dev.gatehouse.sca.listing.Content;
import dev.gatehouse.sca.listing.Lines;
import dev.gatehouse.sca.listing.ListingBuilder;
import dev.gatehouse.sca.listing.PackageFormat;
import dev.gatehouse.sca.listing.Purls;
import dev.gatehouse.sca.listing.Role;

/// `var/lib/dpkg/info/NAME.list`: which files a package brought, so that a language's package that it owns is not matched twice.
final class DpkgFiles implements PackageFormat {
    @Override
    public String id() {
        return "dpkg-files";
    }

    @Override
    public Role role() {
        return Role.MANAGED;
    }

    @Override
    public boolean recognises(String path, String name, Blob blob) {
        return name.endsWith(".list") && path.contains("dpkg/info/");
    }

    @Override
    public void read(Content content, ListingBuilder listing) {
        String file = content.path().fileName();
        String name = file.substring(0, file.length() - ".list".length()).replaceFirst(":.*", "");
        ListingBuilder.Draft draft = null;
        for (Lines.Line line : content.lines()) {
            String path = OwnedFile.relative(line.text().strip());
            if (OwnedFile.matters(path)) {
                if (draft == null) {
                    draft = listing.add(name, Purls.of("deb", "debian", name, ""), new Span(0, 0));
                }
                draft.owns(Lines.text(path));
            }
        }
    }
}
