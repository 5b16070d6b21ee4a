package dev.gatehouse.sca;

import dev.gatehouse.sca.inventory.PackageUse;
import dev.gatehouse.sca.inventory.Project;
import java.util.List;

/// An inventory as text, for comparison with files: a line for each project and package.
final class Printed {
    private Printed() {}

    static String of(Tree tree) {
        StringBuilder text = new StringBuilder();
        for (Project project : tree.inventory().projects()) {
            text.append(project.place().path()).append(" [").append(project.format()).append(']');
            if (project.subject() != null) {
                text.append(' ').append(project.subject().name()).append(' ').append(project.subject().version());
            }
            text.append('\n');
            for (PackageUse use : project.packages()) {
                text.append("  ").append(line(use, project)).append('\n');
            }
        }
        tree.diagnostics().forEach(diagnostic -> text.append(diagnostic.kind()).append(' ').append(diagnostic.code()).append(' ')
                .append(diagnostic).append('\n'));
        return text.toString();
    }

    private static String line(PackageUse use, Project project) {
        StringBuilder line = new StringBuilder(use.purl().toString());
        if (!use.requirement().isEmpty()) {
            line.append(" asked ").append(use.requirement());
        }
        line.append(' ').append(use.scope().label()).append(use.direct() ? " direct" : "").append(use.own() ? " own" : "");
        if (use.shown() != null) {
            line.append(" :").append(use.shown().region().startLine());
        }
        if (use.declared() != null) {
            line.append(" declared ").append(use.declared().place().path()).append(':')
                    .append(use.declared().shown().region().startLine());
        }
        List<String> needs = use.requires().stream().map(position -> project.packages().get(position).purl())
                .map(purl -> purl.name() + (purl.version() == null ? "" : "@" + purl.version())).toList();
        if (!needs.isEmpty()) {
            line.append(" needs ").append(String.join(" ", needs));
        }
        if (!use.hashes().isEmpty()) {
            line.append(" hashes ").append(use.hashes().size()).append(' ').append(use.hashes().getFirst().algorithm())
                    .append(' ')
                    .append(use.hashes().getFirst().hex(), 0, 8);
        }
        append(line, " licence ", use.licence());
        append(line, " supplier ", use.supplier());
        append(line, " source ", use.source());
        append(line, " owner ", use.owner());
        append(line, " note ", use.note());
        return line.toString();
    }

    private static void append(StringBuilder line, String label, String value) {
        if (!value.isEmpty()) {
            line.append(label).append(value);
        }
    }
}
