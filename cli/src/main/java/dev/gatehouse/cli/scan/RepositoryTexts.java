package dev.gatehouse.cli.scan;

import dev.gatehouse.cli.Console;
import dev.gatehouse.cli.UsageException;
import dev.gatehouse.cli.engine.Checks;
import dev.gatehouse.cli.engine.EngineSetup;
import dev.gatehouse.cli.engine.Engines;
import dev.gatehouse.core.check.Check;
import dev.gatehouse.core.check.Facts;
import dev.gatehouse.core.check.Shown;
import dev.gatehouse.core.check.Span;
import dev.gatehouse.core.source.Blob;
import dev.gatehouse.core.source.Origin;
import dev.gatehouse.core.source.Place;
import dev.gatehouse.core.source.SourcePath;
import dev.gatehouse.foreign.Repository;
import dev.gatehouse.foreign.Spot;
import dev.gatehouse.source.Digests;
import dev.gatehouse.source.PlaceTraits;
import dev.gatehouse.source.scan.Presentation;
import java.io.Closeable;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Files of the repository around the current folder, and the engine that knows what must not be shown of them. Not thread-safe.
public final class RepositoryTexts implements Repository, Closeable {
    private static final int MOST_FILES_KEPT = 64;
    private static final int LONGEST_PATH = 4_000;

    private final Ground ground;
    private final Checks checks;
    private final Digests digests = new Digests();
    private final Map<String, Place> places = new LinkedHashMap<>();
    private final Map<String, Read> files = new LinkedHashMap<>();

    /// A file that was read; null if there is none.
    private record Read(@Nullable Text text) {}

    /// A content and what must not be shown of it.
    private record Text(Blob blob, List<Span> sensitive) {}

    private RepositoryTexts(Ground ground, Checks checks) {
        this.ground = ground;
        this.checks = checks;
    }

    /// Opens it.
    public static RepositoryTexts open(Console console) throws UsageException, IOException {
        Ground ground = Ground.of(List.of());
        try {
            Judge judge = Judge.of(console, new ScanArguments(), ground, null);
            var setup = new EngineSetup(console, judge.configuration(), judge.files(), ground.repository(), null,
                    LocalDate.now(ZoneOffset.UTC), _ -> {});
            return new RepositoryTexts(ground, Engines.chosen(List.of("secrets"), List.of()).prepare(setup));
        } catch (UsageException | IOException | RuntimeException | Error e) {
            ground.close();
            throw e;
        }
    }

    @Override
    public Place place(String uri) {
        return places.computeIfAbsent(uri, text -> {
            SourcePath path = SourcePath.of(path(text));
            return new Place(new Origin.File(), path, PlaceTraits.of(path));
        });
    }

    /// The path in the repository. A tool may have run in another folder, on another machine: what leads to the repository is taken
    /// away until a file of that name is there.
    private String path(String uri) {
        String text = decoded(uri.length() > LONGEST_PATH ? uri.substring(0, LONGEST_PATH) : uri).replace('\\', '/');
        List<String> segments = new ArrayList<>();
        for (String segment : text.split("/", -1)) {
            if (segment.equals("..")) {
                if (!segments.isEmpty()) {
                    segments.removeLast();
                }
            } else if (!segment.isEmpty() && !segment.equals(".")) {
                segments.add(segment.replaceAll("\\p{Cntrl}", "_"));
            }
        }
        for (int from = 0; from < segments.size(); from++) {
            String path = String.join("/", segments.subList(from, segments.size()));
            if (isFile(path)) {
                return path;
            }
        }
        return segments.isEmpty() ? "unnamed" : String.join("/", segments);
    }

    private static String decoded(String uri) {
        String text = uri.startsWith("file://") ? uri.substring("file://".length()) : uri;
        try {
            // A plus sign is a plus sign in a path.
            return uri.startsWith("file:") || text.contains("%")
                    ? URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8)
                    : text;
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    private boolean isFile(String path) {
        try {
            Path file = ground.root().resolve(path);
            return Files.isRegularFile(file) && file.toRealPath().startsWith(ground.root().toRealPath());
        } catch (InvalidPathException | IOException e) {
            return false;
        }
    }

    @Override
    public @Nullable Shown show(Place place, Spot.InFile where) {
        Text text = text(place.path().toString());
        Span span = text == null || where.line() < 1 ? null : new LineSpan(text.blob()).of(where);
        return text == null || span == null
                ? null
                : Presentation.of(text.blob(), List.of(span), text.sensitive(), Set.of()).getFirst();
    }

    private @Nullable Text text(String path) {
        Read known = files.get(path);
        if (known != null) {
            return known.text();
        }
        if (files.size() >= MOST_FILES_KEPT) {
            files.remove(files.keySet().iterator().next());
        }
        Text text = null;
        try {
            byte[] bytes = isFile(path) ? ground.file(path) : null;
            text = bytes == null ? null : text(bytes, SourcePath.of(path));
        } catch (IOException | InvalidPathException e) {
            // What cannot be read is shown as the report has it.
        }
        files.put(path, new Read(text));
        return text;
    }

    private Text text(byte[] bytes, SourcePath hint) {
        var blob = new Blob(digests.sha256(bytes, 0, bytes.length), bytes, 0, bytes.length,
                Blob.sniff(bytes, 0, bytes.length), hint);
        List<Span> sensitive = new ArrayList<>();
        for (Check<?> check : checks.list()) {
            Facts facts = check.facts(blob);
            if (facts != null) {
                sensitive.addAll(facts.sensitive());
            }
        }
        return new Text(blob, sensitive);
    }

    @Override
    public List<String> masked(List<String> texts) {
        Text whole = text(String.join("\n", texts).getBytes(StandardCharsets.UTF_8), SourcePath.of("report.txt"));
        String[] lines = Presentation.masked(whole.blob(), whole.sensitive()).split("\n", -1);
        List<String> masked = new ArrayList<>();
        int at = 0;
        for (String text : texts) {
            int count = 1 + (int) text.chars().filter(c -> c == '\n').count();
            masked.add(String.join("\n", Arrays.asList(lines).subList(at, at + count)));
            at += count;
        }
        return masked;
    }

    @Override
    public void close() throws IOException {
        try (ground) {
            checks.close();
        }
    }
}
