package dev.gatehouse.rego.bundle;

import java.util.List;

/// A bundle whose signature does not hold: the key, the scope, or files that are changed, missing or not signed.
public final class BundleSignatureException extends BundleException {
    private static final long serialVersionUID = 1L;

    BundleSignatureException(List<String> problems) {
        super(problems);
    }
}
