package dev.gatehouse.report.json;

/// A document is not what its format asks for. The message is one sentence for the person who handed it over; it names the
/// member that is wrong.
public final class ReportFormatException extends Exception {
    private static final long serialVersionUID = 1;

    ReportFormatException(String message) {
        super(message);
    }

    ReportFormatException(String message, Throwable cause) {
        super(message, cause);
    }
}
