package dev.gatehouse.cli.diff;

import dev.gatehouse.ecosystem.Ecosystem;
import dev.gatehouse.ecosystem.PackageUrl;
import dev.gatehouse.sca.compare.Comparison;
import dev.gatehouse.sca.compare.Comparison.Kind;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/// The comparison for people.
final class DiffText {
    private final PrintStream out;

    DiffText(PrintStream out) {
        this.out = out;
    }

    void write(Comparison comparison, boolean matched) {
        out.println("packages: " + comparison.packages(Kind.ADDED) + " added, " + comparison.packages(Kind.REMOVED)
                + " removed, " + comparison.packages(Kind.CHANGED) + " changed");
        int width = comparison.packages().stream().mapToInt(change -> name(change.purl()).length()).max().orElse(0);
        for (Comparison.PackageChange change : comparison.packages()) {
            String licences = change.licences().isEmpty() ? "" : "  " + String.join(", ", change.licences());
            out.println("  " + sign(change.kind()) + " " + padded(name(change.purl()), width) + "  "
                    + versions(change.before(), change.after()) + (change.kind() == Kind.ADDED ? licences : ""));
        }
        if (matched) {
            out.println("vulnerabilities: " + comparison.weaknesses(Kind.ADDED) + " added, " + comparison.weaknesses(Kind.REMOVED)
                    + " removed");
            for (Comparison.WeaknessChange change : comparison.weaknesses()) {
                out.println("  " + sign(change.kind()) + " " + change.severity().name().toLowerCase(Locale.ROOT) + ": "
                        + printable(change.message()));
            }
        }
        out.println("licences: " + comparison.licences().size() + " changed");
        for (Comparison.LicenceChange change : comparison.licences()) {
            out.println("  ~ " + name(change.purl()) + "  " + declared(change.before()) + " -> " + declared(change.after()));
        }
    }

    static String name(PackageUrl purl) {
        return Ecosystem.name(purl) + " (" + purl.type() + ")";
    }

    static String versions(List<String> before, List<String> after) {
        String old = String.join(", ", before);
        String now = String.join(", ", after);
        return printable(old.isEmpty() ? now : now.isEmpty() ? old : old + " -> " + now);
    }

    static String declared(List<String> licences) {
        return licences.isEmpty() ? "none declared" : printable(String.join(", ", licences));
    }

    /// What others wrote cannot steer a terminal.
    static String printable(String text) {
        return text.replaceAll("[\\p{Cc}\\p{Cf}]", " ");
    }

    private static String sign(Kind kind) {
        return switch (kind) {
            case ADDED -> "+";
            case REMOVED -> "-";
            case CHANGED -> "~";
        };
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(width - text.length());
    }
}
