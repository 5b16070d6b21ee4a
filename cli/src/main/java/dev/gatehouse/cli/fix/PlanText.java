package dev.gatehouse.cli.fix;

import dev.gatehouse.ecosystem.Ecosystem;
import dev.gatehouse.sca.remedy.Bump;
import dev.gatehouse.sca.remedy.FixPlan;
import dev.gatehouse.sca.remedy.Weakness;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// The plan for people.
final class PlanText {
    private static final int MOST_NAMED = 8;

    private final PrintStream out;

    PlanText(PrintStream out) {
        this.out = out;
    }

    void write(List<ProjectPlan> plans, Path root, List<Path> changed, boolean applied, List<String> refused) {
        if (plans.isEmpty()) {
            say("No dependency has a known weakness; nothing to do.");
            return;
        }
        write(plans);
        long steps = plans.stream().mapToLong(plan -> plan.steps().size()).sum();
        long before = findings(plans.stream().flatMap(plan -> plan.weaknesses().stream()).toList());
        long after = findings(
                plans.stream().flatMap(plan -> plan.remaining().stream()).map(FixPlan.Remaining::weakness).toList());
        say(steps == 0
                ? "No upgrade removes any of the " + counted(before, "finding") + "."
                : counted(steps, "upgrade") + (steps == 1 ? " removes " : " remove ") + (before - after) + " of "
                        + counted(before, "finding")
                        + (after == 0 ? "." : "; " + after + (after == 1 ? " stays." : " stay.")));
        refused(refused);
        if (applied) {
            changed.forEach(file -> say("written: " + root.relativize(file.toAbsolutePath().normalize())));
        } else if (steps > 0) {
            say("Carry it out: gatehouse fix --apply");
        }
    }

    /// What of the plans is not carried out.
    void refused(List<String> refused) {
        refused.forEach(why -> say("not carried out: " + why));
    }

    /// The plans alone.
    void write(List<ProjectPlan> plans) {
        plans.forEach(this::write);
    }

    private void write(ProjectPlan plan) {
        long total = findings(plan.weaknesses());
        say(plan.file() + " (" + plan.ecosystem() + "): " + counted(total, "finding"));
        int number = 0;
        for (FixPlan.Step step : plan.steps()) {
            write(++number, step, total);
        }
        Map<String, List<Weakness>> staying = new LinkedHashMap<>();
        for (FixPlan.Remaining each : plan.remaining()) {
            staying.computeIfAbsent(each.why(), _ -> new ArrayList<>()).add(each.weakness());
        }
        staying.forEach((why, weaknesses) -> {
            say("  stays: " + named(weaknesses));
            say("     because " + why);
        });
        say("");
    }

    private void write(int number, FixPlan.Step step, long total) {
        say("  " + number + ". " + step.change().label());
        for (Bump bump : step.change().bumps()) {
            say("     " + bump.name() + ": " + how(bump)
                    + (bump.to().isEmpty() ? "" : "; a " + bump.jump().label() + " version, " + bump.jump().risk()));
        }
        say("     this " + (step.change().bumps().size() == 1 ? "one upgrade" : "step") + " removes " + step.findings()
                + " of " + total + ": " + named(step.removes()));
        // A property is named with the package for which it was found: `rope.version of knots:rope`.
        List<String> decided = step.change().bumps().stream().map(bump -> bump.name() + " " + bump.to()).toList();
        List<Bump> brought = step.moved().stream()
                .filter(bump -> decided.stream().noneMatch(each -> (" " + each).endsWith(" " + bump.name() + " " + bump.to())))
                .toList();
        if (!brought.isEmpty()) {
            say("     brings " + brought.stream().limit(MOST_NAMED).map(Bump::toString).collect(Collectors.joining(", "))
                    + (brought.size() > MOST_NAMED ? " and " + (brought.size() - MOST_NAMED) + " more" : ""));
        }
    }

    /// What others wrote cannot steer a terminal.
    private void say(String line) {
        out.println(line.replaceAll("[\\p{Cc}\\p{Cf}]", " "));
    }

    private static String how(Bump bump) {
        if (bump.to().isEmpty()) {
            return "it leaves the lock file, nothing needs it";
        }
        return switch (bump.how()) {
            case LOCK -> "in the lock file, what is asked for allows it";
            case REQUIREMENT -> "the project's own requirement is raised";
            case OVERRIDE -> "by an override, because what needs it allows no version without the weakness";
            case BROUGHT -> "comes with the others";
        };
    }

    private static String named(List<Weakness> weaknesses) {
        String first = weaknesses.stream().sorted((a, b) -> Double.compare(b.risk(), a.risk())).limit(MOST_NAMED)
                .map(PlanText::named).collect(Collectors.joining(", "));
        return first + (weaknesses.size() > MOST_NAMED ? " and " + (weaknesses.size() - MOST_NAMED) + " more" : "");
    }

    private static String named(Weakness weakness) {
        String exploited = weakness.exploitation().known() ? ", exploited" : "";
        return weakness.id() + " (" + weakness.severity().name().toLowerCase(Locale.ROOT) + exploited + ") in "
                + Ecosystem.name(weakness.affected()) + " " + weakness.affected().version();
    }

    private static long findings(java.util.Collection<Weakness> weaknesses) {
        return FixPlan.findings(weaknesses);
    }

    private static String counted(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
