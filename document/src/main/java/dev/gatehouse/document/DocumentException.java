package dev.gatehouse.document;

/// A document cannot be read, or does not say what it should. The message is one line: `name:line:column: what`.
/// Quotes keys and punctuation, never values.
public final class DocumentException extends Exception {
    private static final long serialVersionUID = 1;

    private final String name;
    private final int line;
    private final int column;
    private final String what;

    /// @param name
    ///            the document, as people know it: usually its path
    /// @param line
    ///            1-based
    /// @param column
    ///            1-based
    /// @param what
    ///            one sentence without a full stop; control characters in it are replaced
    public DocumentException(String name, int line, int column, String what) {
        super(name + ":" + line + ":" + column + ": " + Keys.line(what));
        this.name = name;
        this.line = line;
        this.column = column;
        this.what = Keys.line(what);
    }

    /// At the beginning of the range.
    public DocumentException(String name, Range range, String what) {
        this(name, range.line(), range.column(), what);
    }

    /// The document.
    public String name() {
        return name;
    }

    /// 1-based line.
    public int line() {
        return line;
    }

    /// 1-based column.
    public int column() {
        return column;
    }

    /// What is wrong, without the place.
    public String what() {
        return what;
    }
}
