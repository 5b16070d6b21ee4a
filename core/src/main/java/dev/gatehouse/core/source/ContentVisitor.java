package dev.gatehouse.core.source;

import java.util.List;

/// Receives the contents of a source. Called from several threads at once.
public interface ContentVisitor {

    /// Whether the content is known already, so that its bytes need not be read. The source still remembers where it lies.
    boolean known(ContentId id);

    /// The same for a source that knows the name of the content before it reads it. A content is looked at once for each file
    /// name under which it lies, because the name chooses the grammar; a source that asks here for every path allows that.
    ///
    /// @param hint
    ///            a path at which the content lies
    /// @param size
    ///            its length in bytes
    default boolean known(ContentId id, SourcePath hint, long size) {
        return known(id);
    }

    /// Looks at a content; the blob is valid only until the call returns.
    void visit(Blob blob);

    /// What a source may say of its places in words that it found: the lines of a text, each fit to be shown, every secret in them
    /// masked that a check knows. The text is not looked at otherwise: nothing is reported of it.
    ///
    /// @param text
    ///            what comes before the first line helps to know secrets in the lines
    /// @param from
    ///            offset of the first line
    /// @return a line each; none if this visitor cannot tell what is secret
    default List<String> masked(Blob text, int from) {
        return List.of();
    }
}
