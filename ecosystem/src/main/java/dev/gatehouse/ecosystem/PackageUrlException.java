package dev.gatehouse.ecosystem;

/// A text is no package URL, or breaks a rule of its type. The message is one line and says which rule.
public final class PackageUrlException extends Exception {
    private static final long serialVersionUID = 1;

    PackageUrlException(String what) {
        super(what);
    }
}
