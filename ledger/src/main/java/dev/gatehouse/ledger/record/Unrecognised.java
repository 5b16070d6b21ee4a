package dev.gatehouse.ledger.record;

import dev.gatehouse.ledger.Event;
import org.jspecify.annotations.Nullable;

/// A record of a kind that this version does not know, as it stands.
///
/// @param event
///            all of it
public record Unrecognised(Event event) implements LedgerRecord {
    @Override
    public @Nullable Subject subject() {
        String text = event.subject();
        return text == null || text.isBlank() || text.length() > Subject.LONGEST ? null : new Subject(text);
    }

    @Override
    public String kind() {
        return event.kind();
    }

    @Override
    public String body() {
        return event.body();
    }
}
