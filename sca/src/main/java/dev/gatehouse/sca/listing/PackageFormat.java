package dev.gatehouse.sca.listing;

import dev.gatehouse.core.source.Blob;
import dev.gatehouse.document.DocumentException;
import java.util.Set;

/// Reads one kind of file that names packages. Stateless and thread-safe.
public interface PackageFormat {

    /// Stable name, kebab-case: `npm-lock`.
    String id();

    /// What kind of statement its files make.
    Role role();

    /// Lower-case names of the files that are of this format whatever they hold; empty if names do not tell.
    default Set<String> names() {
        return Set.of();
    }

    /// Whether a content whose name is not among [#names] is of this format. Asked of every content, so it looks at the name
    /// first and at few bytes.
    ///
    /// @param path
    ///            where it lies, with `/` and, inside archives, `!`
    /// @param name
    ///            lower-case file name
    default boolean recognises(String path, String name, Blob blob) {
        return false;
    }

    /// Reads a content. What is not as the format wants it is passed over, told to the builder, or, if nothing can be read,
    /// thrown.
    ///
    /// @throws DocumentException
    ///             if the content cannot be read
    void read(Content content, ListingBuilder listing) throws DocumentException;
}
