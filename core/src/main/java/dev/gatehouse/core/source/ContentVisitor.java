package dev.gatehouse.core.source;

/// Receives the contents of a source. Called from several threads at once.
public interface ContentVisitor {

    /// Whether the content is known already, so that its bytes need not be read. The source still remembers where it lies.
    boolean known(ContentId id);

    /// Looks at a content; the blob is valid only until the call returns.
    void visit(Blob blob);
}
