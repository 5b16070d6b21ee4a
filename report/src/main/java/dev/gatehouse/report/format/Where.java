package dev.gatehouse.report.format;

import dev.gatehouse.core.finding.Location;
import dev.gatehouse.core.finding.Region;
import dev.gatehouse.core.source.Origin;
import dev.gatehouse.core.source.Place;
import dev.gatehouse.core.source.Trait;
import dev.gatehouse.report.Subject;
import org.jspecify.annotations.Nullable;

/// Reads locations for the writers. Texts are as the input has them: every writer escapes them its own way.
final class Where {
    private static final int LONGEST_INSTRUCTION = 160;

    private Where() {}

    /// The location in words: `path:line:column` where there is a line.
    static String text(Location location) {
        return switch (location) {
            case Location.Text text -> text.place().path() + position(text.region());
            case Location.Package found ->
                found.place().path() + position(found.region()) + " (" + found.purl() + ")";
            case Location.Endpoint endpoint -> endpoint.method() + " " + endpoint.uri()
                    + (endpoint.parameter() == null ? "" : " (" + endpoint.parameter() + ")");
            case Location.Resource resource -> resource.kind() + " " + resource.id();
            case Location.Event event -> event.stream() + " " + event.id();
        };
    }

    /// The same, with the path such that a terminal or editor opens the file: below the scanned path as the user gave it.
    static String clickable(Location location, Subject subject) {
        Place place = place(location);
        String root = subject.root();
        if (place == null || !(place.origin() instanceof Origin.File || place.origin() instanceof Origin.Index) || root.isEmpty()
                || root.equals(".") || root.equals("-")) {
            return text(location);
        }
        String text = text(location);
        String path = place.path().toString();
        if (root.equals(path) || root.endsWith("/" + path)) {
            return root + text.substring(path.length());
        }
        return root + (root.endsWith("/") ? "" : "/") + text;
    }

    /// `:line:column`, or nothing.
    static String position(@Nullable Region region) {
        return region == null || region.startLine() < 1 ? "" : ":" + region.startLine() + ":" + region.startColumn();
    }

    /// The place of what lies in a file.
    static @Nullable Place place(Location location) {
        return switch (location) {
            case Location.Text text -> text.place();
            case Location.Package found -> found.place();
            case Location.Endpoint _,Location.Resource _,Location.Event _ -> null;
        };
    }

    /// The range in a text.
    static @Nullable Region region(Location location) {
        return switch (location) {
            case Location.Text text -> text.region();
            case Location.Package found -> found.region();
            case Location.Endpoint _,Location.Resource _,Location.Event _ -> null;
        };
    }

    /// The first line, for formats that cannot do without one.
    static int line(Location location) {
        Region region = region(location);
        return region == null ? 1 : Math.max(1, region.startLine());
    }

    /// The commit that introduced it.
    static Origin.@Nullable Commit commit(Location location) {
        Place place = place(location);
        return place != null && place.origin() instanceof Origin.Commit commit ? commit : null;
    }

    /// Name of the author of a commit without the address.
    static String name(Origin.Commit commit) {
        int address = commit.author().indexOf('<');
        return address > 0 ? commit.author().substring(0, address).strip() : commit.author();
    }

    /// How it came there, in words: the commit that introduced it, or the layer of an image that brought it and the instruction that made
    /// the layer; null where there is no more to tell than the path.
    static @Nullable String provenance(Location location) {
        Place place = place(location);
        return switch (place == null ? null : place.origin()) {
            case Origin.Commit commit -> "introduced by " + Printable.line(name(commit), 60) + " in "
                    + commit.id().substring(0, Math.min(12, commit.id().length())) + " on "
                    + commit.time().toString().split("T", 2)[0]
                    + (commit.inHead() ? ", still in HEAD" : ", no longer in HEAD");
            case Origin.Layer layer -> "brought by layer " + layer.index() + " (" + shortened(layer.digest()) + ")"
                    + (layer.instruction() == null || layer.instruction().isBlank()
                            ? ""
                            : ": " + Printable.line(layer.instruction(), LONGEST_INSTRUCTION))
                    + (place != null && place.is(Trait.DELETED) ? "; a later layer changes or removes it, the layer still holds it" : "");
            case Origin.ImageConfiguration configuration -> "in the image's configuration (" + shortened(configuration.digest()) + ")";
            case Origin.File _,Origin.Index _,Origin.Buffer _ -> null;
            case null -> null;
        };
    }

    /// Enough of a digest to find it by.
    private static String shortened(String digest) {
        int colon = digest.indexOf(':');
        return Printable.line(digest.substring(0, Math.min(digest.length(), colon + 13)), 40);
    }
}
