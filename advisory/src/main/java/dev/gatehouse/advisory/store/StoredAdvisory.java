package dev.gatehouse.advisory.store;

import dev.gatehouse.advisory.Advisory;
import dev.gatehouse.advisory.Affected;
import dev.gatehouse.advisory.Exploitation;
import dev.gatehouse.advisory.Rating;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What the store has about one package in one advisory: what it takes to judge a version, at once; texts, dates and addresses when
/// [#advisory] is asked for, which only those records are that end in a finding.
public final class StoredAdvisory {
    private final Head head;
    private final Affected affected;
    private final List<String> weakness;
    private final Exploitation exploitation;
    private final Supplier<Advisory> whole;

    /// What judging needs of a record.
    record Head(String id, String source, Advisory.Kind kind, boolean disputed, @Nullable Instant withdrawn,
            List<Rating> ratings) {}

    StoredAdvisory(Head head, Affected affected, List<String> weakness, Exploitation exploitation, Supplier<Advisory> whole) {
        this.head = head;
        this.affected = affected;
        this.weakness = List.copyOf(weakness);
        this.exploitation = exploitation;
        this.whole = whole;
    }

    /// The source's own id.
    public String id() {
        return head.id;
    }

    /// Who says it.
    public String source() {
        return head.source;
    }

    /// What kind of problem it is.
    public Advisory.Kind kind() {
        return head.kind;
    }

    /// Whether somebody who knows holds it not to be a weakness.
    public boolean disputed() {
        return head.disputed;
    }

    /// When the source took it back; null if it did not.
    public @Nullable Instant withdrawn() {
        return head.withdrawn;
    }

    /// Severities that hold for all packages.
    public List<Rating> ratings() {
        return head.ratings;
    }

    /// The asked package.
    public Affected affected() {
        return affected;
    }

    /// All names of the weakness, of every record that was joined; CVE ids first.
    public List<String> weakness() {
        return weakness;
    }

    /// What is known of attacks.
    public Exploitation exploitation() {
        return exploitation;
    }

    /// The record with its texts, and the asked package alone under `affected`. Read anew at each call.
    ///
    /// @throws java.io.UncheckedIOException
    ///             if the file is damaged
    /// @throws IllegalStateException
    ///             if the store is closed
    public Advisory advisory() {
        return whole.get();
    }

    @Override
    public String toString() {
        return head.id + " (" + head.source + "), " + affected.name();
    }
}
