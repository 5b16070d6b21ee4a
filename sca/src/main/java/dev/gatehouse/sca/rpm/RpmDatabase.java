package dev.gatehouse.sca.rpm;

import dev.gatehouse.core.check.Span;
import dev.gatehouse.core.source.Blob;
import dev.gatehouse.document.DocumentException;
import dev.gatehouse.sca.listing.Content;
import dev.gatehouse.sca.listing.Lines;
import dev.gatehouse.sca.listing.ListingBuilder;
import dev.gatehouse.sca.listing.PackageFormat;
import dev.gatehouse.sca.listing.Purls;
import dev.gatehouse.sca.listing.Role;
import dev.gatehouse.sca.rpm.RpmHeader.Tag;
import dev.gatehouse.sca.system.OwnedFile;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What RPM has installed: `rpmdb.sqlite`, `Packages.db` or `Packages`, below `var/lib/rpm` or `usr/lib/sysimage/rpm`.
public final class RpmDatabase implements PackageFormat {
    private static final Span WHOLE = new Span(0, 0);
    /// More than any system has; a header that provides more is an attack.
    private static final int MOST_PROVIDED = 2_000_000;

    @Override
    public String id() {
        return "rpm";
    }

    @Override
    public Role role() {
        return Role.SYSTEM;
    }

    @Override
    public boolean recognises(String path, String name, Blob blob) {
        byte[] bytes = blob.array();
        return switch (name) {
            case "rpmdb.sqlite" -> SqliteTable.is(bytes, blob.offset(), blob.length());
            case "packages.db" -> NdbFile.is(bytes, blob.offset(), blob.length());
            case "packages" -> BerkeleyHash.is(bytes, blob.offset(), blob.length());
            default -> false;
        };
    }

    @Override
    public void read(Content content, ListingBuilder listing) throws DocumentException {
        Reading reading = new Reading(listing);
        try {
            source(content).each(reading::header);
        } catch (DamagedException e) {
            reading.damaged(e);
        }
        reading.finish();
    }

    private static HeaderSource source(Content content) throws DamagedException {
        byte[] bytes = content.bytes();
        return switch (content.path().fileName().toLowerCase(Locale.ROOT)) {
            case "rpmdb.sqlite" -> new SqliteTable(new Bytes(bytes, ByteOrder.BIG_ENDIAN));
            case "packages.db" -> new NdbFile(new Bytes(bytes, ByteOrder.LITTLE_ENDIAN));
            default -> new BerkeleyHash(bytes);
        };
    }

    /// One database that is being read.
    private static final class Reading {
        private final ListingBuilder listing;
        private final Map<String, String> providers = new HashMap<>();
        private final Map<ListingBuilder.Draft, List<String>> needs = new HashMap<>();
        private int broken;
        private String why = "";

        Reading(ListingBuilder listing) {
            this.listing = listing;
        }

        void damaged(DamagedException e) {
            broken++;
            why = why.isEmpty() ? String.valueOf(e.getMessage()) : why;
        }

        void header(Bytes bytes) {
            try {
                RpmHeader header = new RpmHeader(bytes);
                if (!header.text(Tag.NAME).equals("gpg-pubkey")) {
                    add(header);
                }
            } catch (DamagedException e) {
                damaged(e);
            }
        }

        private void add(RpmHeader header) throws DamagedException {
            String name = header.text(Tag.NAME);
            String architecture = header.text(Tag.ARCH);
            String version = header.text(Tag.VERSION) + "-" + header.text(Tag.RELEASE);
            long[] epoch = header.numbers(Tag.EPOCH);
            Map<String, String> qualifiers = new HashMap<>();
            qualifiers.put("arch", architecture);
            qualifiers.put("epoch", epoch.length == 0 || epoch[0] == 0 ? "" : Long.toString(epoch[0]));
            qualifiers.put("upstream", header.text(Tag.SOURCE_RPM));
            qualifiers.put("rpmmod", modular(header.text(Tag.MODULARITY)));
            // Several versions of a kernel stay installed side by side. Whose system it is os-release says.
            ListingBuilder.Draft draft = listing.add(name + "-" + version + "." + architecture,
                    Purls.of("rpm", "redhat", name, version, qualifiers, ""), WHOLE)
                    .licence(Lines.text(header.text(Tag.LICENSE))).supplier(Lines.text(header.text(Tag.VENDOR)));
            provide(name, draft);
            for (String provided : header.texts(Tag.PROVIDES)) {
                provide(provided, draft);
            }
            needs.put(draft, header.texts(Tag.REQUIRES));
            files(header, draft);
        }

        private void provide(String name, ListingBuilder.Draft draft) {
            if (providers.size() < MOST_PROVIDED) {
                providers.putIfAbsent(name, draft.key());
            }
        }

        /// `name:stream:version:context:architecture`.
        private static String modular(String label) {
            String[] parts = label.split(":", 3);
            return parts.length < 2 ? "" : parts[0] + ":" + parts[1];
        }

        private static void files(RpmHeader header, ListingBuilder.Draft draft) throws DamagedException {
            List<String> folders = header.texts(Tag.FOLDERS);
            List<String> names = header.texts(Tag.FILES);
            long[] folderOf = header.numbers(Tag.FOLDER_OF_FILE);
            for (int i = 0; i < Math.min(names.size(), folderOf.length); i++) {
                if (folderOf[i] < folders.size()) {
                    String path = OwnedFile.relative(folders.get((int) folderOf[i]) + names.get(i));
                    if (OwnedFile.matters(path)) {
                        draft.owns(Lines.text(path));
                    }
                }
            }
        }

        void finish() throws DocumentException {
            for (Map.Entry<ListingBuilder.Draft, List<String>> need : needs.entrySet()) {
                for (String name : need.getValue()) {
                    String provider = providers.get(name);
                    if (provider != null) {
                        need.getKey().requires(provider);
                    }
                }
            }
            if (broken > 0) {
                String what = "the package database is damaged" + (broken == 1 ? "" : " in " + broken + " places") + ": " + why;
                if (needs.isEmpty()) {
                    throw new DocumentException("rpm", 1, 1, what);
                }
                listing.unreadable(what + "; " + needs.size() + " packages could be read");
            } else if (needs.isEmpty()) {
                listing.emptyIsFine();
            }
        }
    }
}
