package dev.gatehouse.core.diagnostic;

/// Takes diagnostics as they arise. Thread-safe.
@FunctionalInterface
public interface DiagnosticSink {
    /// Takes one.
    void report(Diagnostic diagnostic);
}
