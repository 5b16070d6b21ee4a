package dev.gatehouse.oci.manifest;

/// Turns what builders record in an image's history back into the instruction of a Dockerfile.
public final class Instruction {
    private static final String SHELL = "/bin/sh -c ";
    private static final String NOP = "#(nop) ";
    private static final String BUILDKIT = "# buildkit";

    private Instruction() {}

    /// The instruction: `/bin/sh -c #(nop)  USER app` is `USER app`, `|1 V=2 /bin/sh -c make` is `RUN make`. What has no such form
    /// stays as it is. On one line.
    public static String of(String createdBy) {
        String text = createdBy.strip();
        if (text.endsWith(BUILDKIT)) {
            text = text.substring(0, text.length() - BUILDKIT.length()).strip();
        }
        if (text.startsWith("RUN ")) {
            text = "RUN " + command(text.substring(4).strip());
        } else if (text.startsWith(SHELL) || text.startsWith("|")) {
            String command = command(text);
            text = command.startsWith(NOP) ? command.substring(NOP.length()).strip() : "RUN " + command;
        }
        return text.replaceAll("\\s+", " ").strip();
    }

    /// What the shell was told, without the build arguments that stand before it: `|2 A=b C=d /bin/sh -c …`.
    private static String command(String text) {
        if (text.startsWith("|")) {
            int shell = text.indexOf(" " + SHELL);
            if (shell > 0) {
                return text.substring(shell + 1 + SHELL.length());
            }
        }
        return text.startsWith(SHELL) ? text.substring(SHELL.length()) : text;
    }
}
