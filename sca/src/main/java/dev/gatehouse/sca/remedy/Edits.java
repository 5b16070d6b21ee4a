package dev.gatehouse.sca.remedy;

import java.util.List;

/// How a plan is carried out.
///
/// @param files
///            to be written together
/// @param refused
///            upgrades of the plan that these do not carry out, each with the reason, one line each
public record Edits(List<FileEdit> files, List<String> refused) {
    public Edits {
        files = List.copyOf(files);
        refused = List.copyOf(refused);
    }

    /// Nothing.
    public static final Edits NONE = new Edits(List.of(), List.of());
}
