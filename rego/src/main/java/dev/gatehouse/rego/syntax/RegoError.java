package dev.gatehouse.rego.syntax;

/// One error in a module, in the codes that OPA publishes.
///
/// @param code what kind of error
/// @param location where
/// @param message what is wrong, without code and place
public record RegoError(Code code, Location location, String message) {

    /// The kinds of error, named as OPA names them in its reports.
    public enum Code {
        PARSE("rego_parse_error"),
        COMPILE("rego_compile_error"),
        TYPE("rego_type_error"),
        UNSAFE_VAR("rego_unsafe_var_error"),
        RECURSION("rego_recursion_error");

        private final String id;

        Code(String id) {
            this.id = id;
        }

        /// The published spelling, such as `rego_parse_error`.
        public String id() {
            return id;
        }
    }

    @Override
    public String toString() {
        return location + ":" + location.column() + ": " + code.id() + ": " + message;
    }
}
