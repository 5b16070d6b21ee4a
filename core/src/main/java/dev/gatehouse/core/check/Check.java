package dev.gatehouse.core.check;

import dev.gatehouse.core.diagnostic.DiagnosticSink;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.source.Blob;
import dev.gatehouse.core.source.ContentId;
import dev.gatehouse.core.source.Place;
import dev.gatehouse.core.source.SourcePath;
import dev.gatehouse.core.source.Tree;
import dev.gatehouse.core.source.Work;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One capability that reads contents and reports findings. Thread-safe: a scan calls it from all its threads.
///
/// A check looks at each content once and says what it learned ([#facts]: kept in the cache), then says what that means where the
/// content lies ([#place]: never cached), and at last may look at the tree as a whole ([#finish]).
///
/// @param <F>
///            what it learns from a content
public interface Check<F extends Facts> {

    /// Stable name, kebab-case: `secrets`.
    String id();

    /// Changes whenever [#facts] could say something else: a digest of code version, rules and configuration. Part of the
    /// cache key.
    String version();

    /// Whether it wants to see the content; asked before [#facts].
    boolean wants(Blob blob);

    /// What it learns from the content; null if nothing, which is the usual case.
    @Nullable
    F facts(Blob blob);

    /// What the facts mean where the content lies.
    ///
    /// @param facts
    ///            what [#facts] said, perhaps read back from the cache
    /// @param shown
    ///            for each of [Facts#spans] its lines, columns and excerpt
    /// @param places
    ///            where the content lies; never empty
    List<Finding> place(ContentId content, F facts, List<Shown> shown, List<Place> places);

    /// The step over a whole tree: dependency graphs, data flow across files. Called only for a source that has a tree.
    ///
    /// @param placed
    ///            everything that was learned, in the order of content ids
    /// @param diagnostics
    ///            told of what the whole lacks
    default List<Finding> finish(Tree tree, List<Placed<F>> placed, DiagnosticSink diagnostics, Work work)
            throws IOException, InterruptedException {
        return List.of();
    }

    /// Whether what lies at this path may bear on what [#finish] says. Where only changes are looked at, such as what is staged, and
    /// a file that bears on it is among them, all such files of the state are looked at, so that it can be called.
    default boolean concludesFrom(SourcePath path) {
        return false;
    }

    /// Inline suppression markers of other tools that it honours, without Gatehouse's own: `gitleaks:allow`.
    default Set<String> markers() {
        return Set.of();
    }

    /// Writes facts for the cache.
    void write(F facts, DataOutput out) throws IOException;

    /// Reads what [#write] wrote.
    ///
    /// @throws IOException
    ///             if it is damaged
    F read(DataInput in) throws IOException;
}
