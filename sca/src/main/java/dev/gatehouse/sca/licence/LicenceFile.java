package dev.gatehouse.sca.licence;

import dev.gatehouse.core.source.Blob;
import dev.gatehouse.sca.listing.Content;
import dev.gatehouse.sca.listing.ListingBuilder;
import dev.gatehouse.sca.listing.PackageFormat;
import dev.gatehouse.sca.listing.Role;
import java.util.List;
import java.util.regex.Pattern;

/// The text of a licence that lies with an installed package: in `node_modules`, wheels, gems, jars, vendored modules, and the
/// copyright files of Debian's packages.
public final class LicenceFile implements PackageFormat {
    /// Attribute: a licence whose text or name the file has, an SPDX expression.
    public static final String LICENCE = "licence";

    private static final Pattern NAME = Pattern
            .compile("(?:un)?licen[cs]e(?:[._-].*)?|copying(?:[._-].*)?|.*[._-]licen[cs]e(?:\\.(?:txt|md))?");
    private static final Pattern PLACE = Pattern
            .compile(".*(?:node_modules/|\\.(?:dist|egg)-info/|/gems/|vendor/|!META-INF/(?:[^/!]*/)?)[^!]*|.*![^/!]+");
    private static final Pattern CODE = Pattern.compile(".*\\.(?:js|ts|py|rb|go|java|class|json|html?|xml|png|svg|map|c|h)");
    private static final int LARGEST = 2 << 20;
    private static final String COPYRIGHT = "copyright";

    /// Read when the first text is met.
    private static final class Known {
        static final LicenceTexts TEXTS = LicenceTexts.load();
        static final DebianCopyright DEBIAN = new DebianCopyright(new LicenceReader(SpdxList.load()));
    }

    /// All formats of this package.
    public static List<PackageFormat> all() {
        return List.of(new LicenceFile());
    }

    @Override
    public String id() {
        return "licence-text";
    }

    @Override
    public Role role() {
        return Role.TEXT;
    }

    @Override
    public boolean recognises(String path, String name, Blob blob) {
        if (blob.form() == Blob.Form.BINARY || blob.length() > LARGEST) {
            return false;
        }
        return name.equals(COPYRIGHT)
                ? path.contains("usr/share/doc/")
                : NAME.matcher(name).matches() && !CODE.matcher(name).matches() && PLACE.matcher(path).matches();
    }

    @Override
    public void read(Content content, ListingBuilder listing) {
        String text = content.lines().whole();
        boolean debian = content.path().fileName().equals(COPYRIGHT);
        List<String> named = debian ? Known.DEBIAN.licences(text) : List.of();
        (named.isEmpty() ? Known.TEXTS.of(text) : named).forEach(licence -> listing.attribute(LICENCE, licence));
    }
}
