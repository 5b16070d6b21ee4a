package dev.gatehouse.cli.comment;

import dev.gatehouse.document.Sequence;
import dev.gatehouse.document.Value;
import dev.gatehouse.report.format.Reports;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.OptionalLong;
import java.util.Set;

/// The comments of one pull request, of which one is ours.
final class CommentThread {
    private static final int MOST_PAGES = 100;
    private static final int ATTEMPTS = 3;

    private final ForgeClient client;
    private final PullRequest at;
    private final Forge forge;

    CommentThread(ForgeClient client, PullRequest at) {
        this.client = client;
        this.at = at;
        this.forge = at.forge();
    }

    /// What was done.
    enum Done {
        POSTED, UPDATED
    }

    /// Makes the text our one comment.
    ///
    /// @throws ForgeException if the forge refuses
    Done put(String text) throws IOException, InterruptedException {
        String body = Json.object("body", text);
        for (int attempt = 1;; attempt++) {
            OptionalLong earlier = find();
            try {
                if (earlier.isPresent()) {
                    client.change(forge.comment(at, earlier.getAsLong()), body);
                    return Done.UPDATED;
                }
                client.add(forge.comments(at), body);
                return Done.POSTED;
            } catch (ForgeException e) {
                // Removed meanwhile, or perhaps posted although the answer was lost: look again.
                boolean again = earlier.isPresent() ? e.missing() : e.uncertain();
                if (!again || attempt == ATTEMPTS) {
                    throw e;
                }
                client.sleep(Duration.ofSeconds(1L << attempt));
            }
        }
    }

    /// Our comment. Anybody can write the marker into a comment of their own, so who wrote it counts too: else our words would stand
    /// where somebody else can edit them.
    private OptionalLong find() throws IOException, InterruptedException {
        long self = self();
        Set<Long> seen = new HashSet<>();
        for (int page = 1; page <= MOST_PAGES; page++) {
            Value answer = Json.read("comments", client.get(forge.page(at, page)));
            if (!(answer instanceof Sequence comments)) {
                throw new ForgeException(0, "the list of comments is none; is --api right?");
            }
            boolean news = false;
            for (Value comment : comments.values()) {
                long id = Json.number(comment, "id");
                news |= seen.add(id);
                if (id > 0 && Json.text(comment, "body").startsWith(Reports.COMMENT_MARKER) && ours(comment, self)) {
                    return OptionalLong.of(id);
                }
            }
            // Gitea gives fewer at once than asked for, and old ones give all on every page.
            if (!news || forge != Forge.GITEA && comments.values().size() < Forge.PAGE) {
                return OptionalLong.empty();
            }
        }
        return OptionalLong.empty();
    }

    private boolean ours(Value comment, long self) {
        if (self > 0) {
            return Json.number(comment, forge.author(), "id") == self;
        }
        // A token of GitHub Actions cannot ask who it is. It is a bot, which no person can pose as.
        return forge == Forge.GITHUB
                ? Json.text(comment, "user", "type").equals("Bot")
                : Json.text(comment, "user", "login").endsWith("-actions");
    }

    /// The account of the token; 0 if it may not know.
    private long self() throws IOException, InterruptedException {
        try {
            return Json.number(Json.read("user", client.get(forge.user(at))), "id");
        } catch (ForgeException e) {
            if (e.forbidden() || e.missing()) {
                return 0;
            }
            throw e;
        }
    }
}
