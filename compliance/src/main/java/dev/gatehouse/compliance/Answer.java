package dev.gatehouse.compliance;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// What is proven of a control.
///
/// @param why
///            one sentence
/// @param proofs
///            entries of the ledger behind it, oldest first
/// @param gaps
///            what happened in the period without what the control asks for, oldest first
public record Answer(State state, String why, List<Proof> proofs, List<Gap> gaps) {

    /// Whether the control holds, the worst last.
    public enum State {
        SATISFIED, UNKNOWN, NOT_SATISFIED;

        /// `not-satisfied`.
        public String label() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }

    /// An entry of the ledger.
    public record Proof(long entry, Instant time, String what) {}

    /// Something that lacks its proof.
    public record Gap(Instant time, String what) {}

    public Answer {
        proofs = List.copyOf(proofs);
        gaps = gaps.stream().sorted(Comparator.comparing(Gap::time).thenComparing(Gap::what)).toList();
    }

    static Answer unknown(String why) {
        return new Answer(State.UNKNOWN, why, List.of(), List.of());
    }

    /// Satisfied if there are no gaps.
    static Answer of(String satisfied, String not, List<Proof> proofs, List<Gap> gaps) {
        return gaps.isEmpty()
                ? new Answer(State.SATISFIED, satisfied, proofs, gaps)
                : new Answer(State.NOT_SATISFIED, gaps.size() + " " + not, proofs, gaps);
    }

    /// Both asked together: as bad as the worse.
    Answer and(Answer other) {
        List<Proof> bothProofs = new ArrayList<>(proofs);
        other.proofs.stream().filter(proof -> !bothProofs.contains(proof)).forEach(bothProofs::add);
        bothProofs.sort(Comparator.comparingLong(Proof::entry));
        List<Gap> bothGaps = new ArrayList<>(gaps);
        bothGaps.addAll(other.gaps);
        return new Answer(state.compareTo(other.state) >= 0 ? state : other.state, why + " " + other.why, bothProofs, bothGaps);
    }
}
