package dev.gatehouse.sca.remedy;

import dev.gatehouse.sca.inventory.Project;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// A kind of project for which a plan can be made and carried out.
public interface FixableFormat {

    /// Name of the ecosystem for people: `npm`.
    String label();

    /// Whether it is about projects whose packages a file of this format names.
    ///
    /// @param format
    ///            id of the format: `npm-lock`
    boolean isFor(String format);

    /// Which projects are planned for together, because one file decides for several of them. Each alone as a rule.
    ///
    /// @param root
    ///            of the tree
    /// @param projects
    ///            of this format
    default List<List<Project>> together(Path root, List<Project> projects) {
        return projects.stream().map(List::of).toList();
    }

    /// Reads projects that are planned for together.
    ///
    /// @param root
    ///            of the tree, to which their places are relative
    /// @param projects
    ///            at least one
    /// @throws UnresolvableException
    ///             if it is one that cannot be planned for; the message says what to do instead
    /// @throws IOException
    ///             if a file cannot be read
    FixableProject read(Path root, List<Project> projects) throws UnresolvableException, IOException, InterruptedException;
}
