package dev.gatehouse.threatmodel;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The model held against what people know of it.
///
/// @param unreviewed
///            elements that nobody has looked at
/// @param gone
///            reviewed elements that are no longer there
/// @param open
///            threats without an answer that holds
/// @param answered
///            the others
/// @param unforeseen
///            what happened to elements that had no threat of that kind
public record Assessment(Model model, List<Element> unreviewed, List<Register.Review> gone, List<OpenThreat> open,
        List<Threat> answered, List<Unforeseen> unforeseen) {

    /// A threat that needs an answer.
    ///
    /// @param why
    ///            why the answer that there is does not hold: it expired, or something happened; null if there is none
    /// @param happened
    ///            whether something happened that shows it
    public record OpenThreat(Threat threat, @Nullable String why, boolean happened) {}

    /// Something happened that no threat of the model spoke of.
    public record Unforeseen(Element element, Reopening reopening) {}

    public Assessment {
        unreviewed = List.copyOf(unreviewed);
        gone = List.copyOf(gone);
        open = List.copyOf(open);
        answered = List.copyOf(answered);
        unforeseen = List.copyOf(unforeseen);
    }

    /// Compares.
    ///
    /// @param day
    ///            against which acceptances expire
    public static Assessment of(Model model, Register register, Collection<Reopening> reopenings, LocalDate day) {
        List<Element> unreviewed = model.elements().stream()
                .filter(element -> element.kind() != Element.Kind.EXTERNAL && register.review(element.id()) == null).toList();
        List<OpenThreat> open = new ArrayList<>();
        List<Threat> answered = new ArrayList<>();
        for (ThreatRule rule : ThreatRule.values()) {
            for (Threat threat : rule.threats(model)) {
                Answer answer = register.answer(threat.id());
                Reopening reopening = reopenings.stream().filter(each -> each.concerns(threat)).findFirst().orElse(null);
                if (answer == null) {
                    open.add(new OpenThreat(threat, reopening == null ? null : reopening.cause(), reopening != null));
                } else if (reopening != null) {
                    open.add(new OpenThreat(threat,
                            "answered as " + answer.status().label() + " by " + answer.by() + ", re-opened by "
                                    + reopening.cause(),
                            true));
                } else if (!answer.holds(day)) {
                    open.add(new OpenThreat(threat, "accepted by " + answer.by() + " until " + answer.until(), false));
                } else {
                    answered.add(threat);
                }
            }
        }
        return new Assessment(model, unreviewed, register.gone(model), open, answered,
                unforeseen(model, reopenings, Stream.concat(open.stream().map(OpenThreat::threat), answered.stream()).toList()));
    }

    private static List<Unforeseen> unforeseen(Model model, Collection<Reopening> reopenings, List<Threat> threats) {
        List<Unforeseen> unforeseen = new ArrayList<>();
        for (Reopening reopening : reopenings) {
            if (threats.stream().noneMatch(reopening::concerns)) {
                model.elements().stream()
                        .filter(element -> element.kind() == Element.Kind.PROCESS || element.kind() == Element.Kind.STORE)
                        .filter(element -> reopening.names(element.id()))
                        .forEach(element -> unforeseen.add(new Unforeseen(element, reopening)));
            }
        }
        return unforeseen;
    }

    /// The difference between model and review, as a diff: a line an element.
    public List<String> diff() {
        List<String> lines = new ArrayList<>();
        gone.forEach(review -> lines.add("- " + review.element()));
        unreviewed.forEach(
                element -> lines.add("+ " + element.id() + "  (" + element.kind().label() + ", " + element.origin() + ")"));
        return lines;
    }
}
