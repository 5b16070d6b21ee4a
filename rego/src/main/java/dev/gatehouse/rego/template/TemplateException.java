package dev.gatehouse.rego.template;

/// Why a text is no template, or a template cannot be filled in.
public final class TemplateException extends Exception {
    private static final long serialVersionUID = 1;

    TemplateException(int line, String message) {
        // A value that nobody looks at while built-in errors are undefined: no stack trace.
        super("template: template:" + line + ": " + message, null, false, false);
    }
}
