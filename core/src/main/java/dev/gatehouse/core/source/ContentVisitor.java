package dev.gatehouse.core.source;

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
}
