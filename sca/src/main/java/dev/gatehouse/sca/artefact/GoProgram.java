package dev.gatehouse.sca.artefact;

import dev.gatehouse.core.check.Span;
import dev.gatehouse.core.source.Blob;
import dev.gatehouse.document.DocumentException;
import dev.gatehouse.sca.listing.Content;
import dev.gatehouse.sca.listing.Hash;
import dev.gatehouse.sca.listing.ListingBuilder;
import dev.gatehouse.sca.listing.PackageFormat;
import dev.gatehouse.sca.listing.Purls;
import dev.gatehouse.sca.listing.Role;
import dev.gatehouse.sca.reach.LinkedNames;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Programs that Go 1.18 or later built: their build information names the toolchain and every module that was linked
/// (pkg.go.dev/debug/buildinfo).
final class GoProgram implements PackageFormat {
    private static final byte[] MAGIC = "\u00ff Go buildinf:".getBytes(StandardCharsets.ISO_8859_1);
    private static final int ALIGNMENT = 16;
    private static final int HEADER = 32;
    private static final int LONGEST = 4 << 20;
    /// Bit of the flags that says that texts follow the header instead of pointers.
    private static final int INLINE = 2;

    @Override
    public String id() {
        return "go-program";
    }

    @Override
    public Role role() {
        return Role.ARTEFACT;
    }

    @Override
    public boolean recognises(String path, String name, Blob blob) {
        return blob.form() == Blob.Form.BINARY && Executable.is(blob.array(), blob.offset(), blob.length())
                && information(blob.array(), blob.offset(), blob.length()) != null;
    }

    /// What the linker wrote.
    private record Information(String version, String modules) {}

    @Override
    public void read(Content content, ListingBuilder listing) throws DocumentException {
        Information found = information(content.bytes(), 0, content.bytes().length);
        if (found == null) {
            throw new DocumentException(content.name(), 1, 1, "it has no build information of Go");
        }
        Span whole = new Span(0, 0);
        String version = found.version().replaceFirst("^go", "").replaceFirst("[ +-].*", "");
        listing.add("stdlib", Purls.golang("stdlib", version), whole);
        ListingBuilder.Draft main = null;
        String[] pending = new String[0];
        for (String line : found.modules().split("\n")) {
            String[] words = line.split("\t", -1);
            switch (words[0]) {
                case "mod" -> {
                    if (words.length >= 3) {
                        listing.subject(words[1], words[2].equals("(devel)") ? "" : words[2], "");
                        main = listing.add(words[1], Purls.golang(words[1], words[2].equals("(devel)") ? "" : words[2]), whole);
                        if (words[2].equals("(devel)")) {
                            main.own();
                        }
                    }
                }
                case "dep" -> {
                    add(pending, whole, main, listing);
                    pending = words;
                }
                // A module that was replaced by a folder keeps its name and has no version that anybody knows.
                case "=>" -> pending = words.length < 3 || words[2].equals("(devel)") || words[2].isEmpty()
                        ? new String[]{"dep", pending.length > 1 ? pending[1] : "", ""}
                        : words;
                default -> {
                    // path and build settings.
                }
            }
        }
        add(pending, whole, main, listing);
        if (main != null) {
            main.requires("stdlib");
        }
        LinkedNames functions = LinkedNames.of(content.bytes());
        if (functions != null) {
            listing.attribute("functions", functions.encoded());
        }
    }

    private static void add(String[] words, Span whole, ListingBuilder.@Nullable Draft main, ListingBuilder listing) {
        if (words.length < 3) {
            return;
        }
        String version = words[2].equals("(devel)") ? "" : words[2];
        ListingBuilder.Draft draft = listing.add(words[1], Purls.golang(words[1], version), whole);
        if (version.isEmpty()) {
            draft.own();
        }
        if (words.length > 3 && words[3].startsWith("h1:")) {
            draft.hash(Hash.base64("SHA-256", words[3].substring(3)));
        }
        if (main != null) {
            main.requires(draft.key());
        }
    }

    private static @Nullable Information information(byte[] array, int offset, int length) {
        for (int at = 0; at <= length - HEADER; at += ALIGNMENT) {
            if (array[offset + at] == MAGIC[0] && matches(array, offset + at) && (array[offset + at + 15] & INLINE) != 0) {
                int[] position = {offset + at + HEADER};
                String version = text(array, position, offset + length);
                String modules = version == null ? null : text(array, position, offset + length);
                if (version != null && version.startsWith("go1") || version != null && version.startsWith("devel")) {
                    // Sixteen bytes of a marker stand before and behind the list of modules.
                    String list = modules == null || modules.length() < 33 ? "" : modules.substring(16, modules.length() - 16);
                    return new Information(version, list);
                }
            }
        }
        return null;
    }

    private static boolean matches(byte[] array, int at) {
        for (int i = 0; i < MAGIC.length; i++) {
            if (array[at + i] != MAGIC[i]) {
                return false;
            }
        }
        return true;
    }

    /// A text behind its length as a varint; null if it is none.
    private static @Nullable String text(byte[] array, int[] position, int end) {
        long length = 0;
        int shift = 0;
        int at = position[0];
        while (at < end && shift < 35) {
            int b = array[at++];
            length |= (long) (b & 0x7f) << shift;
            shift += 7;
            if (b >= 0) {
                if (length > LONGEST || length > end - at) {
                    return null;
                }
                position[0] = at + (int) length;
                return new String(array, at, (int) length, StandardCharsets.ISO_8859_1);
            }
        }
        return null;
    }
}
