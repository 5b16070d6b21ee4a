package dev.gatehouse.core.source;

import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What checks remember of a content for as long as versions of it may follow. For one thread.
public final class Notes {
    private @Nullable Map<Object, Object> notes;

    /// What an owner remembers; null if nothing.
    public @Nullable Object get(Object owner) {
        return notes == null ? null : notes.get(owner);
    }

    /// Remembers something.
    public void put(Object owner, Object note) {
        Map<Object, Object> kept = notes;
        if (kept == null) {
            kept = new IdentityHashMap<>(2);
            notes = kept;
        }
        kept.put(owner, note);
    }
}
