package dev.gatehouse.rego.syntax;

import java.util.List;
import java.util.stream.Collectors;

/// Modules that cannot be used: every error found in the first step that found any.
public final class RegoException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<RegoError> errors;

    public RegoException(List<RegoError> errors) {
        super(errors.stream().map(RegoError::toString).collect(Collectors.joining("\n")));
        this.errors = List.copyOf(errors);
    }

    /// The errors, at least one, in the order in which they were found.
    public List<RegoError> errors() {
        return errors;
    }
}
