package dev.gatehouse.rego.jsonschema;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.gatehouse.rego.value.GoUrl;
import java.net.InetAddress;
import java.time.DateTimeException;
import java.time.LocalDate;

/// What the keyword `format` can ask of a string; unknown formats ask nothing.
final class Formats {
    private static final Pattern TIME = Pattern
            .compile("^([0-9]|[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]([.,][0-9]+)?(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])?$");
    private static final Pattern HOST = Pattern.compile(
            "^([a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9\\-]{0,61}[a-zA-Z0-9])(\\.([a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9\\-]{0,61}[a-zA-Z0-9]))*$");
    private static final Pattern TEMPLATE = Pattern.compile("^([^{]*(\\{[^}]*\\})?)*$");
    private static final Pattern UUID = Pattern.compile("^(?i)[a-f0-9]{8}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{12}$");
    private static final Pattern POINTER = Pattern.compile("^(?:/(?:[^~/]|~0|~1)*)*$");
    private static final Pattern RELATIVE_POINTER = Pattern.compile("^(?:0|[1-9][0-9]*)(?:#|(?:/(?:[^~/]|~0|~1)*)*)$");
    private static final String ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~\\x{80}-\\x{10ffff}-]+";
    private static final String ADDRESS = "(" + ATOM + "(\\." + ATOM + ")*|\"([^\"\\\\\\r\\n]|\\\\.)*\")@(" + ATOM + "(\\." + ATOM
            + ")*|\\[[0-9A-Za-z.:]+\\])";
    private static final Pattern MAILBOX = Pattern
            .compile("^\\s*(" + ADDRESS + "|((" + ATOM + "|\"([^\"\\\\]|\\\\.)*\")(\\s|\\.)*)*\\s*<"
                    + ADDRESS + ">)\\s*$");

    private Formats() {}

    static boolean matches(String format, String text) {
        return switch (format) {
            case "date" -> isDate(text);
            case "time" -> TIME.matches(text);
            case "date-time" -> TIME.matches(text) || isDate(text) || isDateTime(text);
            case "hostname" -> HOST.matches(text) && text.length() < 256;
            case "email", "idn-email" -> MAILBOX.matches(text);
            case "ipv4" -> text.contains(".") && isAddress(text);
            case "ipv6" -> text.contains(":") && isAddress(text);
            case "uri", "iri" -> {
                GoUrl url = url(text);
                yield url != null && !url.scheme().isEmpty() && text.indexOf('\\') < 0;
            }
            case "uri-reference", "iri-reference" -> url(text) != null && text.indexOf('\\') < 0;
            case "uri-template" -> {
                GoUrl url = url(text);
                yield url != null && text.indexOf('\\') < 0 && TEMPLATE.matches(url.path());
            }
            case "uuid" -> UUID.matches(text);
            case "regex" -> isPattern(text);
            case "json-pointer" -> POINTER.matches(text);
            case "relative-json-pointer" -> RELATIVE_POINTER.matches(text);
            default -> true;
        };
    }

    private static boolean isDate(String text) {
        if (!text.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}")) {
            return false;
        }
        try {
            LocalDate.of(Integer.parseInt(text.substring(0, 4)), Integer.parseInt(text.substring(5, 7)),
                    Integer.parseInt(text.substring(8)));
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static boolean isDateTime(String text) {
        int separator = text.indexOf('T');
        if (separator < 0 || !isDate(text.substring(0, separator))) {
            return false;
        }
        String time = text.substring(separator + 1);
        return TIME.matches(time) && (time.endsWith("Z") || time.lastIndexOf('+') > 0 || time.lastIndexOf('-') > 0);
    }

    private static boolean isAddress(String text) {
        try {
            InetAddress.ofLiteral(text);
            return text.indexOf('%') < 0 && text.indexOf('[') < 0
                    && (text.indexOf(':') >= 0 || text.matches("(0|[1-9][0-9]*)(\\.(0|[1-9][0-9]*)){3}"));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static @org.jspecify.annotations.Nullable GoUrl url(String text) {
        try {
            return GoUrl.parse(text);
        } catch (GoUrl.Malformed e) {
            return null;
        }
    }

    private static boolean isPattern(String text) {
        try {
            Pattern.compile(text);
            return true;
        } catch (PatternSyntaxException e) {
            return false;
        }
    }
}
