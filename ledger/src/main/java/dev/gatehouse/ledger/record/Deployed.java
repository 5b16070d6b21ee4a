package dev.gatehouse.ledger.record;

import dev.gatehouse.ledger.LedgerException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An image began to run somewhere.
///
/// @param environment
///            where: `production`
/// @param time
///            when
/// @param image
///            its name; null if unknown
/// @param workload
///            what runs it: `shop/deployment/checkout`; null if unknown
public record Deployed(Subject subject, String environment, Instant time, @Nullable String image, @Nullable String workload)
        implements
            LedgerRecord {
    /// The kind of its events.
    public static final String KIND = "deployment";

    static Deployed read(Body body) throws LedgerException {
        return new Deployed(body.subject(), body.text("environment"), body.time("time"), body.optional("image"),
                body.optional("workload"));
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public String body() {
        return new BodyText().text("environment", environment).time("time", time).text("image", image)
                .text("workload", workload).end();
    }
}
