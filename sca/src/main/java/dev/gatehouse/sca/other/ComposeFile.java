package dev.gatehouse.sca.other;

import dev.gatehouse.core.source.Blob;
import dev.gatehouse.document.DocumentException;
import dev.gatehouse.document.Format;
import dev.gatehouse.document.Mapping;
import dev.gatehouse.document.Member;
import dev.gatehouse.document.Scalar;
import dev.gatehouse.sca.listing.Content;
import dev.gatehouse.sca.listing.ListingBuilder;
import dev.gatehouse.sca.listing.Nodes;
import dev.gatehouse.sca.listing.PackageFormat;
import dev.gatehouse.sca.listing.Role;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The images that the services of a Compose file run (docs.docker.com/reference/compose-file). Variables are filled in with the
/// defaults that stand beside them.
final class ComposeFile implements PackageFormat {
    private static final Pattern NAME = Pattern.compile("(?:docker-)?compose(?:[._-][a-z0-9._-]+)?\\.ya?ml");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{[A-Za-z_][A-Za-z0-9_]*:?-([^${}]*)}");

    @Override
    public String id() {
        return "compose";
    }

    @Override
    public Role role() {
        return Role.MANIFEST;
    }

    @Override
    public boolean recognises(String path, String name, Blob blob) {
        return name.contains("compose") && NAME.matcher(name).matches() && blob.form() != Blob.Form.BINARY;
    }

    @Override
    public void read(Content content, ListingBuilder listing) throws DocumentException {
        if (!(content.value(Format.YAML) instanceof Mapping root)) {
            return;
        }
        for (Member member : Nodes.members(root, "services")) {
            if (!(member.value() instanceof Mapping service) || !(service.get("image") instanceof Scalar.Text image)
                    || service.get("build") != null) {
                // What is built here is named by the project; its base stands in the Dockerfile.
                continue;
            }
            String name = filled(image.text());
            if (name.contains("$")) {
                listing.problem("image-unknown", image.range().line(), "the image depends on a variable without default");
                continue;
            }
            ImageReference.read(name).ifPresentOrElse(reference -> reference.add(listing, Nodes.span(image.range())),
                    () -> listing.problem("image-unreadable", image.range().line(), "this is no name of an image"));
        }
    }

    private static String filled(String text) {
        Matcher matcher = VARIABLE.matcher(text);
        return text.length() > 1000 ? text : matcher.replaceAll(match -> Matcher.quoteReplacement(match.group(1)));
    }
}
