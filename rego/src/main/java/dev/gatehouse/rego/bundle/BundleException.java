package dev.gatehouse.rego.bundle;

import java.util.List;

/// Files that cannot be loaded: every problem found, each naming its file.
public sealed class BundleException extends Exception permits BundleSignatureException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    BundleException(List<String> problems) {
        super(String.join("\n", problems));
        this.problems = List.copyOf(problems);
    }

    /// The problems, at least one, as `file: why`.
    public List<String> problems() {
        return problems;
    }
}
