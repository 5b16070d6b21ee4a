package dev.gatehouse.sca.rpm;

/// A database or header is not what its format says.
final class DamagedException extends Exception {
    private static final long serialVersionUID = 1;

    DamagedException(String what) {
        super(what);
    }
}
