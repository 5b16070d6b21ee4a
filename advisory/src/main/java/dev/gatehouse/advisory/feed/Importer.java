package dev.gatehouse.advisory.feed;

import dev.gatehouse.document.DocumentException;
import java.io.IOException;

/// Reads the records of one format.
interface Importer {

    /// Hands everything of the entry to the intake.
    ///
    /// @throws DocumentException
    ///             if the entry is malformed; what was handed over before counts
    /// @throws IOException
    ///             likewise, where the format is streamed
    void read(Entry entry, Intake intake) throws DocumentException, IOException;
}
