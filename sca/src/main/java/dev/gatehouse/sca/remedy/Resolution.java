package dev.gatehouse.sca.remedy;

import java.util.List;
import java.util.Set;

/// A project whose dependencies are resolved: immutable, so that changes can be tried.
public interface Resolution {

    /// Every weakness of every package in it, those of the project's own packages left out.
    Set<Weakness> weaknesses();

    /// What could be done against a weakness, in any order; none if nothing can. The change is only proposed here: whether it
    /// resolves, and to what, [#apply] finds out.
    ///
    /// @throws InterruptedException
    ///             if the user stopped it
    Options against(Weakness weakness) throws InterruptedException;

    /// The project after a change, resolved anew.
    ///
    /// @throws UnresolvableException
    ///             if the change cannot be resolved; its message says why
    Resolution apply(Change change) throws UnresolvableException, InterruptedException;

    /// What differs from another state of the same project, by name.
    List<Bump> since(Resolution earlier);

    /// What could be done.
    ///
    /// @param changes
    ///            to be tried
    /// @param obstacle
    ///            why there is nothing, or nothing better: no version without the weakness, what asks for the old one
    record Options(List<Change> changes, String obstacle) {
        public Options {
            changes = List.copyOf(changes);
        }

        /// Nothing, because.
        public static Options none(String obstacle) {
            return new Options(List.of(), obstacle);
        }
    }
}
