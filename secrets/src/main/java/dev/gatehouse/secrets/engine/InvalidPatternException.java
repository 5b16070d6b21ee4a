package dev.gatehouse.secrets.engine;

/// A regular expression that no engine takes.
public final class InvalidPatternException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;
    private final int pattern;

    InvalidPatternException(int pattern, String message) {
        super(message);
        this.pattern = pattern;
    }

    /// Index of the pattern in the list that the engine was to be made of.
    public int pattern() {
        return pattern;
    }
}
