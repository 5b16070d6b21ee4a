package dev.gatehouse.rego.compile;

import dev.gatehouse.rego.syntax.Location;
import dev.gatehouse.rego.syntax.RegoError;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// The errors of a compilation. As in OPA, only so many are kept.
final class Diagnostics {
    private static final int LIMIT = 10;

    private final List<RegoError> errors = new ArrayList<>();

    void add(RegoError.Code code, Location place, String message) {
        add(new RegoError(code, place, message));
    }

    void add(RegoError error) {
        if (errors.size() < LIMIT) {
            errors.add(error);
        }
    }

    void addAll(Collection<RegoError> more) {
        more.forEach(this::add);
    }

    void compile(Location place, String message) {
        add(RegoError.Code.COMPILE, place, message);
    }

    void type(Location place, String message) {
        add(RegoError.Code.TYPE, place, message);
    }

    boolean isEmpty() {
        return errors.isEmpty();
    }

    List<RegoError> errors() {
        return errors;
    }
}
