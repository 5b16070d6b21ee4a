package dev.gatehouse.cli.fix;

import dev.gatehouse.cli.UsageException;
import dev.gatehouse.cli.comment.UpgradeBranch;
import dev.gatehouse.core.source.SourcePath;
import dev.gatehouse.sca.remedy.Edits;
import dev.gatehouse.sca.remedy.FileEdit;
import dev.gatehouse.sca.remedy.FixPlan;
import dev.gatehouse.source.git.GitRepository;
import dev.gatehouse.source.git.ObjectId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The branches that carry plans out, one for each project: upgrades of one lock file cannot be merged one by one.
///
/// @param root
///            of the repository
/// @param target
///            the branch that they go to; null for the one that is checked out
record UpgradeBranches(Path root, @Nullable String target) {
    private static final long LARGEST = 128 << 20;
    private static final int LONGEST_TEXT = 60_000;

    /// Those of the plans that have anything to do.
    ///
    /// @param refused
    ///            gets what cannot be carried out, one line each
    /// @throws UsageException
    ///             outside git, where the branch is not known, or if a file is not what was committed
    List<UpgradeBranch> of(List<ProjectPlan> plans, List<String> refused)
            throws UsageException, IOException, InterruptedException {
        List<UpgradeBranch> branches = new ArrayList<>();
        try (GitRepository repository = GitRepository.discover(root)
                .orElseThrow(() -> new UsageException("--pull-request needs a git repository, and " + root + " is in none"))) {
            ObjectId head = repository.head()
                    .orElseThrow(() -> new UsageException("--pull-request needs a commit, and HEAD has none yet"));
            String branch = branch(repository);
            for (ProjectPlan plan : plans) {
                Edits all = plan.edits();
                List<FileEdit> edits = all.files();
                all.refused().forEach(why -> refused.add(plan.file() + ": " + why));
                if (!edits.isEmpty()) {
                    branches.add(branch(plan, edits, repository, head, branch));
                }
            }
        }
        return branches;
    }

    private String branch(GitRepository repository) throws UsageException, IOException {
        String branch = target != null
                ? target
                : repository.headReference().map(reference -> reference.replaceFirst("^refs/heads/", ""))
                        .orElseThrow(() -> new UsageException("no branch is checked out; name it with --target"));
        if (!branch.matches("[A-Za-z0-9][A-Za-z0-9._/-]{0,200}") || branch.contains("..")) {
            throw new UsageException("--target takes the name of a branch");
        }
        return branch;
    }

    private UpgradeBranch branch(ProjectPlan plan, List<FileEdit> edits, GitRepository repository, ObjectId head, String branch)
            throws UsageException, IOException {
        List<UpgradeBranch.Content> files = new ArrayList<>();
        MessageDigest digest = sha("SHA-256");
        digest.update(head.toString().getBytes(StandardCharsets.UTF_8));
        for (FileEdit edit : edits) {
            String path = root.relativize(edit.file().toAbsolutePath().normalize()).toString().replace('\\', '/');
            byte[] committed = repository.readFile(head, SourcePath.of(path), LARGEST).orElse(null);
            if (!Arrays.equals(committed, edit.before())) {
                throw new UsageException(path + " is not what HEAD has; commit it first, or put it back");
            }
            files.add(new UpgradeBranch.Content(path, blob(edit.before()), edit.after()));
            digest.update(path.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            digest.update(sha("SHA-256").digest(edit.after()));
        }
        String file = plan.file();
        String name = "gatehouse/fix/" + file.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "") + "-"
                + HexFormat.of().formatHex(sha("SHA-256").digest(file.getBytes(StandardCharsets.UTF_8)), 0, 4);
        return new UpgradeBranch(name, branch, head.toString(), title(plan), text(plan),
                HexFormat.of().formatHex(digest.digest()), files);
    }

    private static String title(ProjectPlan plan) {
        long removed = FixPlan.findings(plan.weaknesses())
                - FixPlan.findings(plan.remaining().stream().map(FixPlan.Remaining::weakness).toList());
        return "Upgrade dependencies of " + plan.file() + ": " + removed + (removed == 1 ? " finding less" : " findings less");
    }

    /// The plan as people see it at the terminal: what others wrote in it is no markup.
    private static String text(ProjectPlan plan) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new PrintStream(bytes, false, StandardCharsets.UTF_8)) {
            new PlanText(out).write(List.of(plan));
        }
        String text = bytes.toString(StandardCharsets.UTF_8).replace("`", "_");
        return "```text\n" + text.substring(0, Math.min(text.length(), LONGEST_TEXT)).stripTrailing() + "\n```\n";
    }

    /// Git's id of a content.
    private static String blob(byte[] content) {
        MessageDigest digest = sha("SHA-1");
        digest.update(("blob " + content.length + "\0").getBytes(StandardCharsets.US_ASCII));
        return HexFormat.of().formatHex(digest.digest(content));
    }

    private static MessageDigest sha(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
