package dev.gatehouse.cli;

import java.util.Comparator;
import java.util.stream.Stream;

/// What the process ends with, mildest first: where several apply, the gravest wins.
public enum ExitCode {
    /// Pass, or an assessment that gates nothing.
    PASS(0),
    /// A pass would be unproven: a gap remains that nobody accepted.
    UNPROVEN(3),
    /// The policy blocks.
    BLOCKED(1),
    /// Wrong usage or configuration.
    USAGE(2),
    /// A bug of Gatehouse.
    DEFECT(70),
    /// Stopped by the user before the end.
    INTERRUPTED(130);

    private final int code;

    ExitCode(int code) {
        this.code = code;
    }

    /// The number that the shell sees.
    public int code() {
        return code;
    }

    /// The graver of the codes.
    public static ExitCode gravest(ExitCode... codes) {
        return Stream.of(codes).max(Comparator.naturalOrder()).orElse(PASS);
    }
}
