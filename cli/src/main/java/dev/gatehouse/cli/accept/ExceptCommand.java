package dev.gatehouse.cli.accept;

import dev.gatehouse.cli.Command;
import dev.gatehouse.cli.Console;
import dev.gatehouse.cli.ExitCode;
import dev.gatehouse.cli.UsageException;
import dev.gatehouse.cli.scan.ScanArguments;
import dev.gatehouse.cli.scan.Watched;
import dev.gatehouse.config.Configuration;
import dev.gatehouse.config.ExceptionEntry;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.finding.Fingerprint;
import dev.gatehouse.report.Acceptance;
import dev.gatehouse.report.Assessed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/// Accepts a true finding for a time.
@CommandLine.Command(name = "except", sortOptions = false, description = {
    "Accept a true finding for a time: write an entry into gatehouse.yaml that says who answers for it, why, and until when.",
    "What the options leave open is asked for on a terminal.", ""}, footer = {"", "Examples:",
        "  gatehouse except secret/1:root-1a2b3c4d.0123     asks for the rest; a unique beginning is enough",
        "  gatehouse except FINGERPRINT --owner payments --reason 'rotated on the first' --expires 30d",
        "  gatehouse approve ex-20261130-5f3a --key ~/.ssh/id_ed25519      the second person signs it",
        "  gatehouse except list                            what is accepted, by whom, and for how long"}, subcommands = ExceptList.class)
public final class ExceptCommand implements Command {
    private static final String SUGGESTED_DAYS = "30d";

    @CommandLine.Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
    boolean help;

    @CommandLine.Parameters(index = "0", arity = "0..1", paramLabel = "FINGERPRINT", description = "Fingerprint of the finding, or its beginning.")
    @Nullable
    String fingerprint;

    @CommandLine.Option(names = "--owner", paramLabel = "WHO", description = "Who answers for it.")
    @Nullable
    String owner;

    @CommandLine.Option(names = "--reason", paramLabel = "TEXT", description = "Why it is accepted.")
    @Nullable
    String reason;

    @CommandLine.Option(names = "--expires", paramLabel = "WHEN", description = "Last day on which it holds: 2026-12-31, 30d, 6w.")
    @Nullable
    String expires;

    @CommandLine.Option(names = "--compensating-control", paramLabel = "TEXT", description = "What protects meanwhile.")
    @Nullable
    String compensatingControl;

    @CommandLine.Option(names = "--requester", paramLabel = "WHO", description = "Who asks; the CI identity or git's user.email by default.")
    @Nullable
    String requester;

    @CommandLine.Option(names = "--places", paramLabel = "N", description = "Up to how many places it covers; as many as there are by default.")
    int places;

    @CommandLine.Option(names = "--key", paramLabel = "FILE", description = "Sign as an approver with this SSH key; the requester must be somebody else.")
    @Nullable
    Path key;

    @CommandLine.Option(names = "--history", description = "The finding lies in history.")
    boolean history;

    @CommandLine.Option(names = "--root", paramLabel = "DIR", description = "Where to look; the current folder by default.")
    String root = "";

    @CommandLine.Option(names = "--config", paramLabel = "FILE", description = "Configuration file instead of gatehouse.yaml at the root.")
    @Nullable
    Path config;

    @CommandLine.Option(names = "--dry-run", description = "Print the text to be signed and write nothing.")
    boolean dryRun;

    @Override
    public ExitCode run(Console console) throws UsageException, IOException, InterruptedException {
        if (fingerprint == null || fingerprint.isBlank()) {
            throw new UsageException("say which finding: gatehouse except FINGERPRINT; gatehouse scan prints fingerprints, and"
                    + " gatehouse except list shows what is accepted");
        }
        var arguments = new ScanArguments();
        arguments.paths = root.isEmpty() ? List.of() : List.of(root);
        arguments.history = history;
        arguments.config = config;
        arguments.compares = false;
        try (Watched watched = new Watched(console, arguments, false)) {
            Assessed found = find(watched.run().report().findings(), fingerprint);
            Path top = watched.assessment().root();
            Configuration configuration = watched.assessment().configuration();
            ExceptionEntry entry = entry(console, configuration, found.finding(), top);
            if (key != null) {
                entry = entry.approved(Signing.approve(entry, key, configuration.approvers()));
            }
            if (dryRun) {
                console.out().print(entry.statement());
                return ExitCode.PASS;
            }
            ConfigurationFile file = ConfigurationFile.of(top, config);
            file.add(entry);
            tell(console, file, entry, configuration);
            return ExitCode.PASS;
        }
    }

    private static Assessed find(List<Assessed> all, String beginning) throws UsageException {
        List<Assessed> found = all.stream().filter(
                one -> one.finding().identity().stream().anyMatch(each -> each.toString().startsWith(beginning))).toList();
        if (found.isEmpty()) {
            throw new UsageException("nothing here has the fingerprint " + beginning
                    + "; it may be fixed, or lie in history (--history)");
        }
        if (found.size() > 1) {
            throw new UsageException(found.size() + " findings begin so; give more of the fingerprint");
        }
        Assessed one = found.getFirst();
        if (one.suppressed()) {
            throw new UsageException("the finding is suppressed already: somebody says that it is not true");
        }
        Acceptance acceptance = one.acceptance();
        if (acceptance != null) {
            throw new UsageException("exception " + acceptance.id() + " accepts it already, until " + acceptance.expires());
        }
        return one;
    }

    private ExceptionEntry entry(Console console, Configuration configuration, Finding finding, Path top)
            throws UsageException, IOException, InterruptedException {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        int there = finding.active().size();
        if (places != 0 && places < there) {
            throw new UsageException("--places " + places + " would not cover it: it lies at " + there);
        }
        var question = new Question(console);
        if (console.inIsTerminal()) {
            console.err().println(finding.rule().title() + " at " + finding.active().getFirst().location().path()
                    + (there == 1 ? "" : " and " + (there - 1) + " more"));
        }
        String who = question.required(owner, "--owner", "who answers for it", configuration.service().owner());
        String why = question.required(reason, "--reason", "why it is accepted", null);
        LocalDate until = Expiry.of(question.required(expires, "--expires", "until when: a date, or a time such as 30d",
                console.inIsTerminal() ? SUGGESTED_DAYS : null), today);
        String control = question.optional(compensatingControl, "what protects meanwhile");
        String asks = question.required(requester, "--requester", "who asks for it", Requester.here(console, top));
        return new ExceptionEntry(id(configuration, finding.fingerprint(), today), finding.fingerprint(),
                places == 0 ? there : places, who, why, until, control, asks, null, "", 0);
    }

    /// Made of date and finding rather than counted, so that two branches do not take the same.
    private static String id(Configuration configuration, Fingerprint fingerprint, LocalDate today) {
        String base = "ex-" + today.toString().replace("-", "") + "-" + digest(fingerprint.toString()).substring(0, 4);
        String id = base;
        for (int i = 2; taken(configuration, id); i++) {
            id = base + "-" + i;
        }
        return id;
    }

    private static boolean taken(Configuration configuration, String id) {
        return configuration.exceptions().stream().anyMatch(entry -> entry.id().equals(id));
    }

    private static String digest(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void tell(Console console, ConfigurationFile file, ExceptionEntry entry, Configuration configuration) {
        console.out().println(file.path() + ": exception " + entry.id() + " accepts " + entry.fingerprint() + " in "
                + entry.places() + (entry.places() == 1 ? " place" : " places") + " until " + entry.expires());
        ExceptionEntry.Approval approval = entry.approval();
        String next;
        if (approval != null) {
            next = "commit it; it counts at once, because " + approval.approver() + " signed it";
        } else if (configuration.approvers().isEmpty()) {
            next = "commit it; no approvers: are listed, so it counts until release, where a signature is needed";
        } else {
            next = "an approver signs it: gatehouse approve " + entry.id() + " --key ~/.ssh/id_ed25519";
        }
        console.out().println("next: " + next);
    }
}
