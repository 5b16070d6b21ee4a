package dev.gatehouse.ledger.record;

import dev.gatehouse.ledger.LedgerException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An image was put forward for release.
///
/// @param image
///            its name: `registry.example/team/shop:1.4`
/// @param commit
///            full id of the commit that it was built from; null if unknown
/// @param owners
///            who owns it: the owner of the service, else what CODEOWNERS says; may be empty
/// @param verdict
///            what the release gate said: `allow`, `warn`, `block`
public record Released(Subject subject, String image, @Nullable String commit, List<String> owners, String verdict)
        implements
            LedgerRecord {
    /// The kind of its events.
    public static final String KIND = "release";

    public Released {
        owners = List.copyOf(owners);
    }

    static Released read(Body body) throws LedgerException {
        return new Released(body.subject(), body.text("image"), body.optional("commit"), body.texts("owners"),
                body.text("verdict"));
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public String body() {
        return new BodyText().text("image", image).text("commit", commit).texts("owners", owners).text("verdict", verdict).end();
    }
}
