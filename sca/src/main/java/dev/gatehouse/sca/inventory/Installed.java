package dev.gatehouse.sca.inventory;

import dev.gatehouse.core.check.Span;
import dev.gatehouse.sca.listing.Component;
import dev.gatehouse.sca.listing.Listing;
import dev.gatehouse.sca.listing.Purls;
import dev.gatehouse.sca.listing.Role;
import dev.gatehouse.sca.listing.Scope;
import dev.gatehouse.sca.listing.Subject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Packages that lie unpacked in a folder of packages, each with its own manifest: `site-packages`, `specifications`. A folder
/// is one project.
final class Installed {
    private static final Pattern GEM = Pattern.compile("(.*specifications/(?:default/)?)[^/]+\\.gemspec");
    private static final Pattern DISTRIBUTION = Pattern.compile("(.*?)[^/]+\\.(?:dist-info/METADATA|egg-info(?:/PKG-INFO)?)");

    private final Map<String, Draft> drafts = new TreeMap<>();

    /// Whether the file is the manifest of an installed package; then it is taken.
    boolean takes(PlacedListing file) {
        return switch (file.listing().format()) {
            case "gemspec" -> gem(file);
            case "python-metadata" -> distribution(file);
            default -> false;
        };
    }

    private boolean gem(PlacedListing file) {
        Matcher matcher = GEM.matcher(file.path());
        Subject subject = file.listing().subject();
        if (!matcher.matches() || subject == null || subject.name().isEmpty() || subject.version().isEmpty()) {
            return false;
        }
        List<Component> asked = file.listing().components();
        List<String> requires = asked.stream().filter(each -> each.scope() == Scope.RUNTIME || each.scope() == Scope.OPTIONAL)
                .map(each -> "gem:" + each.key()).toList();
        String supplier = Optional.ofNullable(file.listing().attribute("supplier")).orElse("");
        var purl = Purls.of("gem", "", subject.name(), subject.version());
        purl.ifPresent(
                url -> add(matcher.group(1), file, new Component("gem:" + subject.name(), url, "", Scope.RUNTIME, false,
                        false, new Span(0, 0), requires, List.of(), subject.licence(), supplier, "", List.of())));
        return purl.isPresent();
    }

    private boolean distribution(PlacedListing file) {
        Matcher matcher = DISTRIBUTION.matcher(file.path());
        String folder = matcher.matches() ? matcher.group(1) : file.folder();
        file.listing().components().forEach(component -> add(folder, file, component));
        return true;
    }

    private void add(String folder, PlacedListing file, Component component) {
        Draft draft = drafts.computeIfAbsent(folder, _ -> new Draft(new PlacedListing(file.place(), file.path(),
                new Listing(file.listing().format(), Role.INSTALLED, null, List.of(), List.of(), List.of(), null), List.of())));
        PlacedListing installed = new PlacedListing(file.place(), file.path(),
                new Listing(file.listing().format(), Role.INSTALLED, file.listing().subject(), List.of(), List.of(), List.of(),
                        null),
                file.shown());
        draft.add(new Use(installed, component, 0));
    }

    Collection<Draft> drafts() {
        return new ArrayList<>(drafts.values());
    }
}
