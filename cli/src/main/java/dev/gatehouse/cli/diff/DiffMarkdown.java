package dev.gatehouse.cli.diff;

import dev.gatehouse.sca.compare.Comparison;
import java.io.PrintStream;
import java.util.Locale;

/// The comparison as tables for a pull request.
final class DiffMarkdown {
    private final PrintStream out;

    DiffMarkdown(PrintStream out) {
        this.out = out;
    }

    void write(Comparison comparison, boolean matched) {
        if (comparison.packages().isEmpty() && comparison.licences().isEmpty() && comparison.weaknesses().isEmpty()) {
            out.println("No package, licence" + (matched ? " or vulnerability" : "") + " differs.");
            return;
        }
        if (!comparison.weaknesses().isEmpty()) {
            out.println("| vulnerability | severity | |");
            out.println("|---|---|---|");
            for (Comparison.WeaknessChange change : comparison.weaknesses()) {
                out.println("| " + cell(change.message()) + " | " + change.severity().name().toLowerCase(Locale.ROOT) + " | "
                        + label(change.kind()) + " |");
            }
            out.println();
        }
        if (!comparison.packages().isEmpty()) {
            out.println("| package | | versions | licence |");
            out.println("|---|---|---|---|");
            for (Comparison.PackageChange change : comparison.packages()) {
                out.println("| " + cell(DiffText.name(change.purl())) + " | " + label(change.kind()) + " | "
                        + cell(DiffText.versions(change.before(), change.after())) + " | "
                        + cell(String.join(", ", change.licences())) + " |");
            }
            out.println();
        }
        if (!comparison.licences().isEmpty()) {
            out.println("| package | licence before | licence after |");
            out.println("|---|---|---|");
            for (Comparison.LicenceChange change : comparison.licences()) {
                out.println("| " + cell(DiffText.name(change.purl())) + " | " + cell(DiffText.declared(change.before())) + " | "
                        + cell(DiffText.declared(change.after())) + " |");
            }
        }
        if (!matched) {
            out.println("Vulnerabilities were not compared: there are no advisories.");
        }
    }

    private static String label(Comparison.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    /// What others wrote is text: neither markup nor the end of a cell, and nobody is notified.
    private static String cell(String text) {
        return DiffText.printable(text).replaceAll("([\\\\`*_\\[\\]<>|~#!])", "\\\\$1").replace("@", "@\u200b");
    }
}
