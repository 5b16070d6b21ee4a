package dev.gatehouse.sca;

import dev.gatehouse.core.source.Blob;
import dev.gatehouse.core.source.SourcePath;
import dev.gatehouse.document.DocumentException;
import dev.gatehouse.sca.library.LibraryFile;
import dev.gatehouse.sca.listing.Content;
import dev.gatehouse.sca.listing.Listing;
import dev.gatehouse.sca.listing.ListingBuilder;
import dev.gatehouse.sca.listing.PackageFormat;
import dev.gatehouse.sca.listing.Problem;
import dev.gatehouse.sca.listing.Role;
import dev.gatehouse.sca.reach.Imports;
import dev.gatehouse.sca.reach.SourceReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Reads what a content says of packages.
final class Extraction {
    private final Formats formats;

    /// @param libraries
    ///            looks for libraries in JavaScript files
    Extraction(LibraryFile libraries) {
        formats = new Formats(libraries);
    }

    /// Whether a file with this path may say something, by its name.
    boolean mayRead(SourcePath path) {
        return formats.mayBe(path);
    }

    /// What it says; null if it is no file of packages or says nothing.
    @Nullable
    Listing read(Blob blob) {
        if (blob.length() == 0) {
            return emptied(blob);
        }
        Listing packages = packages(blob);
        Imports imports = SourceReader.read(blob);
        if (imports == null) {
            return packages;
        }
        if (packages == null) {
            return new Listing("source", Role.SOURCE, null, List.of(), List.of(), imports.attributes(), null);
        }
        List<Listing.Attribute> both = new ArrayList<>(packages.attributes());
        both.addAll(imports.attributes());
        return new Listing(packages.format(), packages.role(), packages.subject(), packages.components(), packages.problems(),
                both,
                packages.pom());
    }

    /// An empty file says that there are no packages, as yarn.lock and go.sum may, unless its format has no empty files: then what stood
    /// there is lost.
    private @Nullable Listing emptied(Blob blob) {
        PackageFormat format = formats.of(blob);
        if (format == null || !format.names().contains(blob.hint().fileName().toLowerCase(Locale.ROOT))) {
            return null;
        }
        try {
            format.read(Content.of(blob), new ListingBuilder(format));
            return null;
        } catch (DocumentException _) {
            return unreadable(format, true, 1, "the file is empty");
        }
    }

    private static Listing unreadable(PackageFormat format, boolean grave, int line, String what) {
        return new Listing(format.id(), format.role(), null, List.of(),
                List.of(new Problem("packages-unreadable", grave, line, what)), List.of(), null);
    }

    private @Nullable Listing packages(Blob blob) {
        PackageFormat format = formats.of(blob);
        if (format == null) {
            return null;
        }
        ListingBuilder builder = new ListingBuilder(format);
        try {
            format.read(Content.of(blob), builder);
        } catch (DocumentException e) {
            // A name that people choose freely may mean something else.
            boolean grave = format.role().pins() || format.names().contains(blob.hint().fileName().toLowerCase(Locale.ROOT));
            return unreadable(format, grave, e.line(), e.what());
        }
        Listing listing = builder.build();
        return listing.components().isEmpty() && listing.problems().isEmpty() && listing.attributes().isEmpty()
                && listing.pom() == null && listing.subject() == null ? null : listing;
    }
}
