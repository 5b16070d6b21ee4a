package dev.gatehouse.sca.remedy.pin;

import dev.gatehouse.sca.inventory.Project;
import dev.gatehouse.sca.remedy.UnresolvableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds out where the versions of one kind of project are written.
interface PinReader {
    /// As for documents of packages.
    long LARGEST = 128 << 20;

    /// See [dev.gatehouse.sca.remedy.FixableFormat#together].
    default List<List<Project>> together(Path root, List<Project> projects) {
        return projects.stream().map(List::of).toList();
    }

    /// Reads projects.
    ///
    /// @throws UnresolvableException
    ///             if nothing can be planned for them; the message says what to do instead
    PinBook read(Path root, List<Project> projects) throws UnresolvableException, IOException;

    /// The file of a project.
    static Path file(Path root, Project project) {
        return root.resolve(project.place().path().toString());
    }

    /// What a file holds; null if there is none, or it is a link.
    ///
    /// @throws IOException
    ///             if it cannot be read, or is too large
    static byte @Nullable [] bytes(Path file) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return null;
        }
        if (Files.size(file) > LARGEST) {
            throw new IOException(file + ": larger than " + (LARGEST >> 20) + " MiB");
        }
        return Files.readAllBytes(file);
    }
}
