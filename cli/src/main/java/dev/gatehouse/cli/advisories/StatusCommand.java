package dev.gatehouse.cli.advisories;

import dev.gatehouse.advisory.store.AdvisoryStore;
import dev.gatehouse.advisory.store.StoreSource;
import dev.gatehouse.advisory.update.AdvisoryHome;
import dev.gatehouse.cli.Console;
import dev.gatehouse.cli.ExitCode;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/// Says what is there.
@CommandLine.Command(name = "status", sortOptions = false, description = "Show the sources of the advisories, their dates and counts.", footer = {
    "", "Example:", "  gatehouse advisories status"})
final class StatusCommand extends OnAdvisories {
    private static final int DAY = 10;

    @Override
    public ExitCode run(Console console) throws IOException {
        AdvisoryHome home = home(console);
        Optional<AdvisoryStore> opened = home.open();
        if (opened.isEmpty()) {
            console.out().println("no advisories yet; gatehouse advisories update npm Maven … downloads them");
            return ExitCode.PASS;
        }
        try (AdvisoryStore store = opened.get()) {
            AdvisoryStore.About about = store.about();
            console.out().printf("%s, built %s%n", home.store(), about.built());
            console.out().printf("%,d advisories about %,d weaknesses of %,d packages; %,.1f MB%n%n", about.advisories(),
                    about.weaknesses(),
                    about.packages(), about.bytes() / 1e6);
            console.out().printf("%-24s%10s  %-12s%-12s%-12s%s%n", "source", "records", "fetched", "exported", "newest", "from");
            for (StoreSource source : about.sources()) {
                console.out().printf("%-24s%,10d  %-12s%-12s%-12s%s%n", source.name(), source.records(), day(source.fetched()),
                        day(source.exported()), day(source.newest()), source.origin());
            }
        }
        return ExitCode.PASS;
    }

    private static String day(@Nullable Instant time) {
        return time == null ? "–" : time.toString().substring(0, DAY);
    }
}
