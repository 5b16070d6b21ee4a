package dev.gatehouse.advisory.feed;

import dev.gatehouse.document.DocumentException;
import dev.gatehouse.document.Documents;
import dev.gatehouse.document.Format;
import dev.gatehouse.document.Limits;
import dev.gatehouse.document.Value;

/// One file of a feed.
///
/// @param name
///            its path within the feed, with slashes
/// @param bytes
///            the whole content
record Entry(String name, byte[] bytes) {
    private static final Limits LIMITS = new Limits(FeedWalk.LARGEST_DOCUMENT, 64, 4_000_000);

    Value read(Format format) throws DocumentException {
        return read(format, bytes);
    }

    /// A part of the entry, which is a document of its own.
    Value read(Format format, byte[] part) throws DocumentException {
        return Documents.read(format, name, part, LIMITS, dev.gatehouse.document.Duplicates.KEEP);
    }

    /// The file's name without folders and ending.
    String stem() {
        String file = name.substring(name.lastIndexOf('/') + 1);
        int dot = file.lastIndexOf('.');
        return dot < 0 ? file : file.substring(0, dot);
    }
}
