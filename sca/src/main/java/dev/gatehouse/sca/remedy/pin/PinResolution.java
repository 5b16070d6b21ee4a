package dev.gatehouse.sca.remedy.pin;

import dev.gatehouse.ecosystem.Ecosystem;
import dev.gatehouse.ecosystem.PackageUrl;
import dev.gatehouse.sca.remedy.Bump;
import dev.gatehouse.sca.remedy.Change;
import dev.gatehouse.sca.remedy.Resolution;
import dev.gatehouse.sca.remedy.UnresolvableException;
import dev.gatehouse.sca.remedy.Weakness;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// A project of pins.
final class PinResolution implements Resolution {
    private static final int MOST_PROPOSED = 12;

    private final PinBook book;
    private final Candidates candidates;
    private final Map<Pin, String> moved;
    private @Nullable Set<Weakness> weaknesses;

    PinResolution(PinBook book, Candidates candidates, Map<Pin, String> moved) {
        this.book = book;
        this.candidates = candidates;
        this.moved = moved;
    }

    /// The pins that have another version than at the start.
    Map<Pin, String> moved() {
        return moved;
    }

    @Override
    public Set<Weakness> weaknesses() {
        Set<Weakness> found = weaknesses;
        if (found == null) {
            found = new TreeSet<>();
            for (Pin pin : book.pins()) {
                found.addAll(candidates.weaknesses(pin, version(pin)));
            }
            for (PackageUrl purl : book.fixed().keySet()) {
                found.addAll(candidates.known().of(purl));
            }
            weaknesses = found;
        }
        return found;
    }

    private String version(Pin pin) {
        return moved.getOrDefault(pin, pin.version());
    }

    @Override
    public Options against(Weakness weakness) throws InterruptedException {
        List<Change> changes = new ArrayList<>();
        String obstacle = "";
        boolean written = false;
        for (Pin pin : book.pins()) {
            String now = version(pin);
            if (candidates.weaknesses(pin, now).contains(weakness)) {
                written = true;
                List<String> better = better(pin, now, weakness);
                better.forEach(to -> changes.add(new PinChange(pin, now, to)));
                if (better.isEmpty()) {
                    obstacle = weakness.fixed() == null
                            ? "no version without it is known"
                            : "no newer version without it is published, or none that can be taken for the one that is used";
                }
            }
        }
        if (!written) {
            obstacle = book.fixed().getOrDefault(weakness.affected(), "where its version is written was not found");
        }
        return new Options(changes, obstacle);
    }

    /// Newer versions without the weakness, nearest first: the first one, and those that have fewer weaknesses than all before.
    private List<String> better(Pin pin, String now, Weakness weakness) throws InterruptedException {
        List<String> better = new ArrayList<>();
        int least = Integer.MAX_VALUE;
        for (String candidate : candidates.newer(pin, now)) {
            List<Weakness> left = candidates.weaknesses(pin, candidate);
            if (left.size() < least && left.stream().noneMatch(each -> each.finding().equals(weakness.finding()))) {
                least = left.size();
                better.add(candidate);
            }
            if (better.size() >= MOST_PROPOSED) {
                break;
            }
        }
        return better;
    }

    @Override
    public Resolution apply(Change change) throws UnresolvableException {
        if (!(change instanceof PinChange one)) {
            throw new IllegalArgumentException("a change of another ecosystem");
        }
        for (Site site : one.pin().sites()) {
            site.raised(one.to());
        }
        Map<Pin, String> all = new LinkedHashMap<>(moved);
        all.put(one.pin(), one.to());
        return new PinResolution(book, candidates, all);
    }

    @Override
    public List<Bump> since(Resolution earlier) {
        if (!(earlier instanceof PinResolution before)) {
            throw new IllegalArgumentException("a state of another ecosystem");
        }
        List<Bump> bumps = new ArrayList<>();
        for (Pin pin : book.pins()) {
            if (!version(pin).equals(before.version(pin))) {
                for (PackageUrl purl : pin.packages()) {
                    String name = Ecosystem.name(purl);
                    Bump.How how = name.equals(pin.name()) ? pin.how() : Bump.How.BROUGHT;
                    bumps.add(new Bump(name, before.version(pin), version(pin), how));
                }
            }
        }
        return bumps;
    }
}
