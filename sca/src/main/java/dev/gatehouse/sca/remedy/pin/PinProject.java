package dev.gatehouse.sca.remedy.pin;

import dev.gatehouse.sca.remedy.Edits;
import dev.gatehouse.sca.remedy.FileEdit;
import dev.gatehouse.sca.remedy.FixableProject;
import dev.gatehouse.sca.remedy.Resolution;
import dev.gatehouse.sca.remedy.TextEdits;
import dev.gatehouse.sca.remedy.UnresolvableException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A project of pins on disk.
public final class PinProject implements FixableProject {
    private final PinBook book;
    private final Candidates candidates;

    public PinProject(PinBook book, Candidates candidates) {
        this.book = book;
        this.candidates = candidates;
    }

    @Override
    public Resolution resolution() {
        return new PinResolution(book, candidates, Map.of());
    }

    /// All upgrades at once; where that cannot be, one after the other, and those that cannot be carried out are told.
    @Override
    public Edits edits(Resolution outcome) throws IOException, InterruptedException {
        if (!(outcome instanceof PinResolution resolution)) {
            throw new IllegalArgumentException("an outcome of another ecosystem");
        }
        Map<Pin, String> wanted = resolution.moved();
        try {
            return new Edits(written(wanted), List.of());
        } catch (UnresolvableException whole) {
            if (wanted.size() == 1) {
                return new Edits(List.of(), List.of(told(wanted.entrySet().iterator().next(), whole)));
            }
        }
        List<FileEdit> edits = List.of();
        List<String> refused = new ArrayList<>();
        Map<Pin, String> done = new LinkedHashMap<>();
        for (Map.Entry<Pin, String> each : wanted.entrySet()) {
            Map<Pin, String> more = new LinkedHashMap<>(done);
            more.put(each.getKey(), each.getValue());
            try {
                edits = written(more);
                done = more;
            } catch (UnresolvableException e) {
                refused.add(told(each, e));
            }
        }
        return new Edits(edits, refused);
    }

    private static String told(Map.Entry<Pin, String> upgrade, UnresolvableException e) {
        Pin pin = upgrade.getKey();
        return pin.name() + " " + pin.version() + " -> " + upgrade.getValue() + ": " + e.what();
    }

    private List<FileEdit> written(Map<Pin, String> moved) throws UnresolvableException, IOException, InterruptedException {
        Map<Path, TextEdits> changed = new TreeMap<>();
        Map<Site.Frame, StringBuilder> put = new LinkedHashMap<>();
        Map<Site.Frame, Site> where = new LinkedHashMap<>();
        for (Map.Entry<Pin, String> each : moved.entrySet()) {
            for (Site site : each.getKey().sites()) {
                String text = site.raised(each.getValue());
                if (site.start() == site.end()) {
                    // All that come to one place stand in one frame.
                    Site.Frame outer = new Site.Frame(site.frame().opening(), site.file() + "@" + site.start(), "",
                            site.frame().closing());
                    where.put(outer, site);
                    put.computeIfAbsent(outer, _ -> new StringBuilder()).append(site.frame().before()).append(text)
                            .append(site.frame().after());
                } else if (!text.equals(site.text())) {
                    edits(changed, site).replace(site.start(), site.end(), text);
                }
            }
        }
        put.forEach((outer, text) -> {
            Site site = java.util.Objects.requireNonNull(where.get(outer));
            edits(changed, site).replace(site.start(), site.end(), outer.opening() + text + outer.closing());
        });
        List<FileEdit> manifests = new ArrayList<>();
        for (Map.Entry<Path, TextEdits> each : changed.entrySet()) {
            byte[] before = book.files().getOrDefault(each.getKey(), new byte[0]);
            manifests.add(new FileEdit(each.getKey(), before, each.getValue().apply()));
        }
        return book.lock().edits(moved, manifests);
    }

    private TextEdits edits(Map<Path, TextEdits> changed, Site site) {
        byte[] before = book.files().get(site.file());
        if (before == null) {
            throw new IllegalStateException("a site in a file that was not read");
        }
        return changed.computeIfAbsent(site.file(), _ -> new TextEdits(before));
    }
}
