package dev.gatehouse.foreign;

import dev.gatehouse.document.DocumentException;
import dev.gatehouse.foreign.mapping.Scope;
import java.io.IOException;

/// The results of one report, one at a time.
interface Results {
    /// How many results a report may have.
    int MOST = 1_000_000;

    /// Hands over each result: the scope in which expressions about it are evaluated, its value in the middle.
    ///
    /// @throws DocumentException
    ///             if the report is not of its format, or beyond a limit; what was handed over before holds
    void each(Reader reader) throws IOException, DocumentException;

    /// Takes a result.
    interface Reader {
        void take(Scope result);
    }
}
