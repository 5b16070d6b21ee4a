package dev.gatehouse.cli.setup;

import dev.gatehouse.cli.Console;
import dev.gatehouse.cli.setup.Examination.Result;
import dev.gatehouse.cli.setup.Examination.State;
import dev.gatehouse.config.Approver;
import dev.gatehouse.config.CodeOwners;
import dev.gatehouse.config.Configuration;
import dev.gatehouse.config.ExceptionEntry;
import dev.gatehouse.policy.Approvals;
import dev.gatehouse.policy.SignedApprovals;
import dev.gatehouse.policy.ssh.SshFormatException;
import dev.gatehouse.policy.ssh.SshPublicKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/// What is accepted and by whom: exceptions that end, signatures that do not count, keys that cannot be read, the baseline, owners.
///
/// @param today the day against which expiries count
record AcceptanceExamination(Console console, Path root, Configuration configuration, LocalDate today) {
    private static final int NOTICE_DAYS = 14;

    List<Result> results() {
        List<Result> results = new ArrayList<>();
        approvers(results);
        exceptions(results);
        String baseline = configuration.gate().baseline();
        if (baseline != null) {
            boolean there = Files.isRegularFile(root.resolve(baseline));
            results.add(new Result(there ? State.OK : State.PROBLEM, "baseline", there ? baseline : baseline + " does not exist",
                    there ? null : "gatehouse baseline create"));
        }
        boolean key = !console.environment().getOrDefault("GATEHOUSE_FINGERPRINT_KEY", "").isBlank();
        results.add(new Result(State.OK, "fingerprint key", key
                ? "the organisation's"
                : "derived from the repository: whoever has the repository can guess weak secrets by their fingerprint", null));
        CodeOwners.FILES.stream().filter(file -> Files.isRegularFile(root.resolve(file))).findFirst()
                .ifPresent(file -> results.add(new Result(State.OK, "owners", file, null)));
        return results;
    }

    private void approvers(List<Result> results) {
        for (Approver approver : configuration.approvers()) {
            try {
                SshPublicKey.parse(approver.key());
            } catch (SshFormatException e) {
                results.add(new Result(State.PROBLEM, "approvers", "the key of " + approver.name() + " cannot be read: "
                        + e.getMessage(), "put the line of the .pub file there"));
            }
        }
    }

    private void exceptions(List<Result> results) {
        int fine = 0;
        for (ExceptionEntry entry : configuration.exceptions()) {
            String name = entry.id() + " of " + entry.owner();
            if (today.isAfter(entry.expires())) {
                results.add(new Result(State.WARNING, "exceptions", name + " ended on " + entry.expires()
                        + ": what it covered blocks again", "fix it and remove the entry, or ask again"));
            } else if (new SignedApprovals().check(entry,
                    configuration.approvers()) instanceof Approvals.Outcome.Refused refused) {
                results.add(new Result(State.PROBLEM, "exceptions", name + " does not count: " + refused.why(),
                        "gatehouse approve " + entry.id() + " --key FILE"));
            } else if (entry.approval() == null && !configuration.approvers().isEmpty()) {
                results.add(new Result(State.WARNING, "exceptions", name + " waits for a signature",
                        "gatehouse approve " + entry.id() + " --key FILE"));
            } else if (!today.plusDays(NOTICE_DAYS).isBefore(entry.expires())) {
                results.add(
                        new Result(State.WARNING, "exceptions", name + " ends on " + entry.expires(), "fix it, or ask again"));
            } else {
                fine++;
            }
        }
        if (fine > 0) {
            results.add(new Result(State.OK, "exceptions", fine + " in force; gatehouse except list shows them", null));
        }
    }
}
