package dev.gatehouse.sca.reach;

/// Whether a weakness of a package can be reached.
///
/// @param kind
///            the answer
/// @param why
///            how, or why not, or what is not known: for people
/// @param justification
///            why it is not reachable, in the words of VEX; empty for other answers
public record Answer(Kind kind, String why, String justification) {

    /// The three answers.
    public enum Kind {
        /// The vulnerable part, or as much of the package as can be told apart, is used.
        REACHABLE("reachable"),
        /// Nothing can be said.
        UNKNOWN("unknown"),
        /// Neither the tree's own code nor another package uses it.
        NOT_REACHABLE("not reachable");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        /// How much of a weakness counts.
        double weight() {
            return switch (this) {
                case REACHABLE -> 1;
                case UNKNOWN -> 0.5;
                case NOT_REACHABLE -> 0.05;
            };
        }
    }

    /// It is used.
    static Answer reachable(String why) {
        return new Answer(Kind.REACHABLE, why, "");
    }

    /// Nothing can be said.
    static Answer unknown(String why) {
        return new Answer(Kind.UNKNOWN, why, "");
    }

    /// It is there and not used.
    static Answer unused(String why) {
        return new Answer(Kind.NOT_REACHABLE, why, "vulnerable_code_not_in_execute_path");
    }

    /// The vulnerable part is not there at all.
    static Answer absent(String why) {
        return new Answer(Kind.NOT_REACHABLE, why, "vulnerable_code_not_present");
    }

    /// What a weakness with this answer weighs, 0 to 1.
    public double weight() {
        return kind.weight();
    }

    /// `not reachable (vulnerable_code_not_present): …`.
    @Override
    public String toString() {
        return kind.words + (justification.isEmpty() ? "" : " (" + justification + ")") + ": " + why;
    }
}
