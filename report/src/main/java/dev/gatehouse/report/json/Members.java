package dev.gatehouse.report.json;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The members of an object that was read, asked for by name and type. What is missing or of another type is an exception that
/// names the member by its path in the document; members that nobody asks for are left alone (a later minor version has them).
///
/// @param path
///            where the object stands: `findings[3].occurrences[0]`; empty for the document
record Members(String path, JsonObject object) {
    /// The largest integer that every JSON reader carries exactly.
    static final long LARGEST = (1L << 53) - 1;

    String text(String name) throws ReportFormatException {
        return required(name, optionalText(name));
    }

    @Nullable
    String optionalText(String name) throws ReportFormatException {
        Object value = object.members().get(name);
        if (value == null || value instanceof String) {
            return (String) value;
        }
        throw wrong(name, "must be a string");
    }

    boolean flag(String name) throws ReportFormatException {
        if (object.members().get(name) instanceof Boolean flag) {
            return flag;
        }
        throw wrong(name, "must be true or false");
    }

    long integer(String name, long least, long most) throws ReportFormatException {
        if (object.members().get(name) instanceof Long number && number >= least && number <= most) {
            return number;
        }
        throw wrong(name, "must be an integer from " + least + " to " + most);
    }

    long count(String name) throws ReportFormatException {
        return integer(name, 0, LARGEST);
    }

    int line(String name) throws ReportFormatException {
        return (int) integer(name, 0, Integer.MAX_VALUE);
    }

    Members object(String name) throws ReportFormatException {
        return required(name, optionalObject(name));
    }

    @Nullable
    Members optionalObject(String name) throws ReportFormatException {
        Object value = object.members().get(name);
        if (value == null) {
            return null;
        }
        if (value instanceof JsonObject member) {
            return new Members(at(name), member);
        }
        throw wrong(name, "must be an object");
    }

    List<Members> objects(String name) throws ReportFormatException {
        List<Members> objects = new ArrayList<>();
        for (Object element : list(name)) {
            String where = name + "[" + objects.size() + "]";
            if (!(element instanceof JsonObject member)) {
                throw wrong(where, "must be an object");
            }
            objects.add(new Members(at(where), member));
        }
        return objects;
    }

    List<String> texts(String name) throws ReportFormatException {
        List<String> texts = new ArrayList<>();
        for (Object element : list(name)) {
            if (!(element instanceof String text)) {
                throw wrong(name + "[" + texts.size() + "]", "must be a string");
            }
            texts.add(text);
        }
        return texts;
    }

    List<Integer> integers(String name) throws ReportFormatException {
        List<Integer> integers = new ArrayList<>();
        for (Object element : list(name)) {
            if (!(element instanceof Long number) || number != number.intValue()) {
                throw wrong(name + "[" + integers.size() + "]", "must be an integer");
            }
            integers.add(number.intValue());
        }
        return integers;
    }

    /// An absent list is empty.
    private List<?> list(String name) throws ReportFormatException {
        Object value = object.members().getOrDefault(name, List.of());
        if (value instanceof List<?> list) {
            return list;
        }
        throw wrong(name, "must be an array");
    }

    /// Names with their own values, in the order of the document.
    Iterable<String> names() {
        return object.members().keySet();
    }

    boolean has(String name) {
        return object.members().containsKey(name);
    }

    <E extends Enum<E>> E label(String name, Class<E> type) throws ReportFormatException {
        return label(name, text(name), type);
    }

    <E extends Enum<E>> E label(String name, String label, Class<E> type) throws ReportFormatException {
        for (E constant : type.getEnumConstants()) {
            if (Members.label(constant).equals(label)) {
                return constant;
            }
        }
        throw wrong(name, "must be one of "
                + Arrays.stream(type.getEnumConstants()).map(Members::label).collect(Collectors.joining(", ")));
    }

    Instant instant(String name) throws ReportFormatException {
        try {
            return Instant.parse(text(name));
        } catch (DateTimeException e) {
            throw wrong(name, "must be a time in UTC such as 2026-01-31T12:00:00Z");
        }
    }

    LocalDate date(String name) throws ReportFormatException {
        try {
            return LocalDate.parse(text(name));
        } catch (DateTimeException e) {
            throw wrong(name, "must be a date such as 2026-01-31");
        }
    }

    @Nullable
    URI optionalUri(String name) throws ReportFormatException {
        String text = optionalText(name);
        try {
            return text == null ? null : new URI(text);
        } catch (URISyntaxException e) {
            throw wrong(name, "must be a URI");
        }
    }

    /// What is wrong with a member, as an exception to throw.
    ReportFormatException wrong(String name, String what) {
        return new ReportFormatException(at(name) + " " + what);
    }

    /// The name of a constant as our formats write it.
    static String label(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private String at(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private <T> T required(String name, @Nullable T value) throws ReportFormatException {
        if (value == null) {
            throw wrong(name, "is missing");
        }
        return value;
    }

    /// The members as text by name.
    Map<String, String> textMembers(Map<String, String> into) throws ReportFormatException {
        for (String name : names()) {
            into.put(name, text(name));
        }
        return into;
    }
}
