package dev.gatehouse.advisory.feed;

import dev.gatehouse.document.Mapping;
import dev.gatehouse.document.Member;
import dev.gatehouse.document.Scalar;
import dev.gatehouse.document.Sequence;
import dev.gatehouse.document.Value;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A mapping of a foreign record, taken as it comes: what is missing or of another kind is absent.
record View(Mapping mapping) {
    private static final Mapping EMPTY = new Mapping(new dev.gatehouse.document.Range(0, 0, 1, 1, 1, 1), List.of());

    static View of(@Nullable Value value) {
        return new View(value instanceof Mapping mapping ? mapping : EMPTY);
    }

    boolean has(String key) {
        return mapping.get(key) != null;
    }

    /// The text of a scalar as the source has it, never empty.
    @Nullable
    String text(String key) {
        return textOf(mapping.get(key));
    }

    /// The text of the first of the keys that is there; empty if none is.
    String anyText(String... keys) {
        for (String key : keys) {
            String text = text(key);
            if (text != null) {
                return text;
            }
        }
        return "";
    }

    /// The texts of a sequence, or of a single scalar.
    List<String> texts(String key) {
        return switch (mapping.get(key)) {
            case Sequence sequence -> sequence.values().stream().map(View::textOf).filter(java.util.Objects::nonNull).toList();
            case Scalar scalar -> java.util.stream.Stream.ofNullable(textOf(scalar)).toList();
            case null, default -> List.of();
        };
    }

    View view(String key) {
        return of(mapping.get(key));
    }

    /// The mappings of a sequence.
    List<View> each(String key) {
        return mapping.get(key) instanceof Sequence sequence
                ? sequence.values().stream().filter(Mapping.class::isInstance).map(View::of).toList()
                : List.of();
    }

    List<Member> members() {
        return mapping.members();
    }

    boolean isEmpty() {
        return mapping.members().isEmpty();
    }

    /// A moment or a day; null if there is none or it is none.
    @Nullable
    Instant instant(String key) {
        String text = text(key);
        if (text == null) {
            return null;
        }
        try {
            Instant instant = text.length() > 10
                    ? text.indexOf('T') > 0 || text.indexOf('Z') > 0 || text.indexOf('+') > 0
                            ? offset(text)
                            : LocalDateTime.parse(text.substring(0, 19).replace(' ', 'T')).toInstant(ZoneOffset.UTC)
                    : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
            return instant.getEpochSecond() <= 0 ? null : instant;
        } catch (DateTimeException | IndexOutOfBoundsException _) {
            return null;
        }
    }

    private static Instant offset(String text) {
        if (text.length() == 20 && text.charAt(19) == 'Z' && text.charAt(10) == 'T') {
            // What nearly all records have; a formatter takes many times as long.
            return LocalDateTime.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10), number(text, 11, 13),
                    number(text, 14, 16), number(text, 17, 19)).toInstant(ZoneOffset.UTC);
        }
        String joined = text.replaceFirst(" (?=\\d)", "T").replace(" ", "");
        boolean zoned = joined.endsWith("Z") || joined.matches(".*[+-]\\d\\d:?\\d\\d$");
        return zoned ? OffsetDateTime.parse(joined).toInstant() : LocalDateTime.parse(joined).toInstant(ZoneOffset.UTC);
    }

    private static int number(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                throw new DateTimeException("no date");
            }
            number = number * 10 + digit;
        }
        return number;
    }

    @Nullable
    LocalDate day(String key) {
        Instant instant = instant(key);
        return instant == null ? null : LocalDate.ofInstant(instant, ZoneOffset.UTC);
    }

    static @Nullable String textOf(@Nullable Value value) {
        if (!(value instanceof Scalar scalar) || scalar instanceof Scalar.Null) {
            return null;
        }
        String text = scalar.text().strip();
        return text.isEmpty() ? null : text;
    }
}
