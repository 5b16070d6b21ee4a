package dev.gatehouse.core.source;

import java.io.IOException;
import java.util.List;

/// The places of one state of a source.
public interface Tree {

    /// Every place, ignored ones included, in the order of [Place].
    List<Place> places() throws IOException;

    /// The bytes at a place; a private copy.
    ///
    /// @throws IOException
    ///             if there is no such place or it cannot be read within the limits of the scan
    byte[] read(Place place) throws IOException;
}
