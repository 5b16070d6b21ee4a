package dev.gatehouse.rego.plan;

import dev.gatehouse.rego.value.Value;
import org.jspecify.annotations.Nullable;

/// The variables of one function at work: values, or collections that are being built. Undefined is null.
final class Locals {
    final Machine machine;
    private final @Nullable Object[] content;
    private @Nullable Value result;

    Locals(Machine machine, int size) {
        this.machine = machine;
        this.content = new Object[size];
    }

    void set(int local, @Nullable Object to) {
        content[local] = to;
    }

    /// The content as it is: a value, or a [Draft].
    @Nullable
    Object get(int local) {
        return content[local];
    }

    /// Keeps what the function returns.
    void giveBack(@Nullable Value value) {
        result = value;
    }

    /// What the function returns.
    @Nullable
    Value result() {
        return result;
    }

    boolean isDefined(int local) {
        return content[local] != null;
    }

    /// The content as a value.
    @Nullable
    Value value(int local) {
        return Draft.value(content[local]);
    }

    /// The array that a local builds.
    Draft.OfArray array(int local) {
        if (content[local] instanceof Draft.OfArray array) {
            return array;
        }
        Draft.OfArray array = new Draft.OfArray(content[local]);
        content[local] = array;
        return array;
    }

    /// The set that a local builds.
    Draft.OfSet set(int local) {
        if (content[local] instanceof Draft.OfSet set) {
            return set;
        }
        Draft.OfSet set = new Draft.OfSet(content[local]);
        content[local] = set;
        return set;
    }

    /// The object that a local builds.
    Draft.OfObject object(int local) {
        if (content[local] instanceof Draft.OfObject object) {
            return object;
        }
        Draft.OfObject object = new Draft.OfObject(content[local]);
        content[local] = object;
        return object;
    }
}
