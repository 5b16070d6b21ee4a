package dev.gatehouse.sca.remedy;

import java.io.IOException;

/// A project on disk whose files can be written so that an outcome of its plan holds.
public interface FixableProject {

    /// It as it is locked.
    Resolution resolution();

    /// What is to be written, formatting kept wherever nothing changes. Nothing is written yet.
    ///
    /// @param outcome
    ///            reached from the resolution of this project
    /// @throws IOException
    ///             if the files cannot be written so that the outcome holds
    Edits edits(Resolution outcome) throws IOException, InterruptedException;
}
