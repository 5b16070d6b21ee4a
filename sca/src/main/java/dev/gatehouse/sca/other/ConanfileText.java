package dev.gatehouse.sca.other;

import dev.gatehouse.sca.listing.Content;
import dev.gatehouse.sca.listing.Lines;
import dev.gatehouse.sca.listing.ListingBuilder;
import dev.gatehouse.sca.listing.PackageFormat;
import dev.gatehouse.sca.listing.Purls;
import dev.gatehouse.sca.listing.Role;
import dev.gatehouse.sca.listing.Scope;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `conanfile.txt`: what a project asks for (docs.conan.io). Version ranges stand in brackets.
final class ConanfileText implements PackageFormat {
    private static final Pattern RANGE = Pattern.compile("([A-Za-z0-9_+.-]+)/\\[(.*?)](?:[@#].*)?");

    @Override
    public String id() {
        return "conan-manifest";
    }

    @Override
    public Role role() {
        return Role.MANIFEST;
    }

    @Override
    public Set<String> names() {
        return Set.of("conanfile.txt");
    }

    @Override
    public void read(Content content, ListingBuilder listing) {
        String section = "";
        for (Lines.Line line : content.lines()) {
            String text = line.text().strip();
            int comment = text.indexOf(" #");
            text = text.startsWith("#") ? "" : comment < 0 ? text : text.substring(0, comment).strip();
            if (text.startsWith("[")) {
                section = text;
            } else if (!text.isEmpty() && section.endsWith("requires]")) {
                Scope scope = section.equals("[requires]")
                        ? Scope.RUNTIME
                        : section.equals("[test_requires]") ? Scope.TEST : Scope.BUILD;
                Matcher range = RANGE.matcher(text);
                if (range.matches()) {
                    listing.add(range.group(1), Purls.of("conan", "", range.group(1), ""), line.span(range.group(1)))
                            .requirement(range.group(2)).scope(scope).direct();
                } else {
                    listing.add(text, ConanLock.purl(text), line.span(text)).scope(scope).direct();
                }
            }
        }
    }
}
