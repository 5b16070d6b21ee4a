package dev.gatehouse.rego.builtin;

/// Where a policy's messages go.
public interface Console {
    /// A console that nobody reads.
    Console NONE = new Console() {
        @Override
        public void print(String message) {
            // Nobody reads it.
        }

        @Override
        public void trace(String message) {
            // Nobody reads it.
        }
    };

    /// Takes what `print` wrote, without a line end.
    void print(String message);

    /// Takes a note of `trace`.
    void trace(String message);
}
