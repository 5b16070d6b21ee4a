package dev.gatehouse.sca.artefact;

import dev.gatehouse.core.check.Span;
import dev.gatehouse.core.source.Blob;
import dev.gatehouse.document.DocumentException;
import dev.gatehouse.document.Format;
import dev.gatehouse.document.Mapping;
import dev.gatehouse.sca.listing.Content;
import dev.gatehouse.sca.listing.ListingBuilder;
import dev.gatehouse.sca.listing.Nodes;
import dev.gatehouse.sca.listing.PackageFormat;
import dev.gatehouse.sca.listing.Purls;
import dev.gatehouse.sca.listing.Role;
import dev.gatehouse.sca.listing.Scope;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// Programs that cargo-auditable built: the section `.dep-v0` holds the graph as compressed JSON
/// (github.com/rust-secure-code/cargo-auditable, PARSING.md).
final class RustProgram implements PackageFormat {
    private static final String SECTION = ".dep-v0";
    private static final int LARGEST = 8 << 20;

    @Override
    public String id() {
        return "rust-program";
    }

    @Override
    public Role role() {
        return Role.ARTEFACT;
    }

    @Override
    public boolean recognises(String path, String name, Blob blob) {
        return blob.form() == Blob.Form.BINARY && Executable.is(blob.array(), blob.offset(), blob.length())
                && new Executable(blob.array(), blob.offset(), blob.length()).section(SECTION) != null;
    }

    @Override
    public void read(Content content, ListingBuilder listing) throws DocumentException {
        Executable.Section section = new Executable(content.bytes(), 0, content.bytes().length).section(SECTION);
        if (section == null) {
            throw new DocumentException(content.name(), 1, 1, "it has no section " + SECTION);
        }
        byte[] json = inflate(content, section);
        Mapping root = new Content(content.path(), json, Blob.Form.TEXT).mapping(Format.JSON);
        Span whole = new Span(0, 0);
        List<Mapping> packages = Nodes.mappings(root, "packages");
        for (int i = 0; i < packages.size(); i++) {
            Mapping each = packages.get(i);
            String source = Nodes.text(each, "source");
            ListingBuilder.Draft draft = listing
                    .add(String.valueOf(i), Purls.of("cargo", "", Nodes.text(each, "name"), Nodes.text(each, "version")), whole)
                    .scope(Nodes.text(each, "kind").equals("build") ? Scope.BUILD : Scope.RUNTIME);
            if (source.equals("local")) {
                draft.own();
            }
            if (Nodes.flag(each, "root")) {
                listing.subject(Nodes.text(each, "name"), Nodes.text(each, "version"), "");
            }
            Nodes.values(each, "dependencies").forEach(needed -> draft.requires(Nodes.text(needed)));
        }
    }

    private static byte[] inflate(Content content, Executable.Section section) throws DocumentException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        try (Inflater inflater = new Inflater()) {
            inflater.setInput(content.bytes(), section.offset(), section.length());
            while (!inflater.finished()) {
                int count = inflater.inflate(buffer);
                if (count == 0 && (inflater.needsInput() || inflater.needsDictionary()) || out.size() > LARGEST) {
                    throw new DocumentException(content.name(), 1, 1, "its list of dependencies is cut short or too large");
                }
                out.write(buffer, 0, count);
            }
        } catch (DataFormatException e) {
            throw new DocumentException(content.name(), 1, 1, "its list of dependencies is damaged");
        }
        return out.toByteArray();
    }
}
