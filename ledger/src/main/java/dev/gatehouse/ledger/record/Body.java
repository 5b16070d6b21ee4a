package dev.gatehouse.ledger.record;

import dev.gatehouse.document.DocumentException;
import dev.gatehouse.document.Documents;
import dev.gatehouse.document.Fields;
import dev.gatehouse.document.Format;
import dev.gatehouse.document.Limits;
import dev.gatehouse.document.Member;
import dev.gatehouse.ledger.Event;
import dev.gatehouse.ledger.LedgerException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// The body of an event that a record is read from. Every failure names the kind of the event and the member.
final class Body {
    private static final Limits LIMITS = new Limits(16 << 20, 64, 1_000_000);

    private final Event event;
    private final Fields fields;

    private Body(Event event, Fields fields) {
        this.event = event;
        this.fields = fields;
    }

    static Body of(Event event) throws LedgerException {
        try {
            byte[] text = event.body().getBytes(StandardCharsets.UTF_8);
            return new Body(event, Fields.of(event.kind(), Documents.read(Format.JSON, event.kind(), text, LIMITS)));
        } catch (DocumentException e) {
            throw unreadable(event, e);
        }
    }

    Subject subject() throws LedgerException {
        String text = event.subject();
        if (text == null) {
            throw new LedgerException("a record of kind " + event.kind() + " must have a subject");
        }
        try {
            return new Subject(text);
        } catch (IllegalArgumentException e) {
            throw unreadable(event, e);
        }
    }

    String text(String key) throws LedgerException {
        try {
            return fields.requiredText(key);
        } catch (DocumentException e) {
            throw unreadable(event, e);
        }
    }

    @Nullable
    String optional(String key) throws LedgerException {
        try {
            return fields.text(key);
        } catch (DocumentException e) {
            throw unreadable(event, e);
        }
    }

    List<String> texts(String key) throws LedgerException {
        try {
            return fields.texts(key);
        } catch (DocumentException e) {
            throw unreadable(event, e);
        }
    }

    boolean flag(String key) throws LedgerException {
        try {
            return fields.bool(key, false);
        } catch (DocumentException e) {
            throw unreadable(event, e);
        }
    }

    long count(String key, long absent) throws LedgerException {
        try {
            return fields.whole(key, 0, Long.MAX_VALUE, absent);
        } catch (DocumentException e) {
            throw unreadable(event, e);
        }
    }

    Instant time(String key) throws LedgerException {
        return instant(key, text(key));
    }

    @Nullable
    Instant optionalTime(String key) throws LedgerException {
        String text = optional(key);
        return text == null ? null : instant(key, text);
    }

    private Instant instant(String key, String text) throws LedgerException {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new LedgerException("a record of kind " + event.kind() + " cannot be read: '" + key + "' is no time", e);
        }
    }

    /// A mapping of names to counts; empty if it is absent.
    SequencedMap<String, Long> counts(String key) throws LedgerException {
        try {
            var counts = new LinkedHashMap<String, Long>();
            Fields inner = fields.fields(key);
            if (inner == null) {
                return counts;
            }
            for (Member member : inner.mapping().members()) {
                counts.put(member.key(), inner.whole(member.key(), 0, Long.MAX_VALUE, 0));
            }
            return counts;
        } catch (DocumentException e) {
            throw unreadable(event, e);
        }
    }

    private static LedgerException unreadable(Event event, Exception cause) {
        return new LedgerException("a record of kind " + event.kind() + " cannot be read: " + cause.getMessage(), cause);
    }
}
