package dev.gatehouse.sca.ruby;

import dev.gatehouse.sca.listing.Content;
import dev.gatehouse.sca.listing.Hash;
import dev.gatehouse.sca.listing.Lines;
import dev.gatehouse.sca.listing.ListingBuilder;
import dev.gatehouse.sca.listing.PackageFormat;
import dev.gatehouse.sca.listing.Purls;
import dev.gatehouse.sca.listing.Role;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// `Gemfile.lock` and `gems.locked` (bundler.io). Specifications are indented by four, what they need by six; builds for several
/// platforms are several packages of one version.
final class GemfileLock implements PackageFormat {
    private static final Pattern SPECIFICATION = Pattern.compile("    (\\S+) \\(([^)]+)\\)");
    private static final Pattern NEED = Pattern.compile("      (\\S+?)!?(?: \\(.*\\))?");
    private static final Pattern ASKED = Pattern.compile("  (\\S+?)!?(?: \\((.*)\\))?");
    private static final Pattern CHECKSUM = Pattern.compile("  (\\S+) \\(([^)]+)\\) (sha256)=([0-9a-f]{64}).*");
    private static final Pattern PLATFORM = Pattern
            .compile("(.*?)-((?:x86|x64|arm|aarch|java|jruby|universal|mingw|mswin|riscv|ppc|s390|musl).*)");

    @Override
    public String id() {
        return "gemfile-lock";
    }

    @Override
    public Role role() {
        return Role.LOCK;
    }

    @Override
    public Set<String> names() {
        return Set.of("gemfile.lock", "gems.locked");
    }

    /// The section that is being read.
    private static final class Section {
        private final String name;
        private String remote = "";
        private String revision = "";

        Section(String name) {
            this.name = name;
        }
    }

    @Override
    public void read(Content content, ListingBuilder listing) {
        listing.scopesFromRoots();
        Map<String, List<ListingBuilder.Draft>> byName = new HashMap<>();
        Map<ListingBuilder.Draft, List<String>> needs = new HashMap<>();
        Map<String, String> asked = new HashMap<>();
        Section section = new Section("");
        ListingBuilder.Draft last = null;
        boolean conflict = false;
        for (Lines.Line line : content.lines()) {
            String text = line.text().stripTrailing();
            if (text.startsWith("<<<<<<<") || text.startsWith(">>>>>>>")) {
                conflict = true;
                continue;
            }
            if (line.indent() == 0) {
                section = text.isEmpty() ? section : new Section(text);
                continue;
            }
            switch (section.name) {
                case "GEM", "GIT", "PATH", "PLUGIN SOURCE" -> {
                    ListingBuilder.Draft added = specification(text, line, section, listing);
                    if (added != null) {
                        last = added;
                        byName.computeIfAbsent(name(added), _ -> new ArrayList<>()).add(added);
                    } else if (last != null && line.indent() == 6) {
                        Matcher need = NEED.matcher(text);
                        if (need.matches()) {
                            needs.computeIfAbsent(last, _ -> new ArrayList<>()).add(need.group(1));
                        }
                    }
                }
                case "DEPENDENCIES" -> {
                    Matcher direct = ASKED.matcher(text);
                    if (direct.matches()) {
                        asked.put(direct.group(1), direct.group(2) == null ? "" : direct.group(2));
                    }
                }
                case "CHECKSUMS" -> {
                    Matcher sum = CHECKSUM.matcher(text);
                    ListingBuilder.Draft found = sum.matches() ? listing.find(sum.group(1) + " " + sum.group(2)) : null;
                    if (found != null) {
                        found.hash(Hash.hex(sum.group(3), sum.group(4)));
                    }
                }
                default -> {
                    // PLATFORMS, RUBY VERSION, BUNDLED WITH.
                }
            }
        }
        needs.forEach((draft, names) -> names
                .forEach(name -> byName.getOrDefault(name, List.of()).forEach(found -> draft.requires(found.key()))));
        asked.forEach((name, requirement) -> byName.getOrDefault(name, List.of())
                .forEach(found -> found.direct().requirement(requirement)));
        if (conflict) {
            listing.problem("merge-conflict", 0, "it holds both sides of an unresolved merge");
        }
        if (byName.isEmpty() && asked.isEmpty()) {
            listing.emptyIsFine();
        }
    }

    private static String name(ListingBuilder.Draft draft) {
        return draft.key().substring(0, draft.key().indexOf(' '));
    }

    private static ListingBuilder.@Nullable Draft specification(String text, Lines.Line line, Section section,
            ListingBuilder listing) {
        String stripped = text.strip();
        if (line.indent() == 2) {
            if (stripped.startsWith("remote: ")) {
                section.remote = stripped.substring("remote: ".length());
            } else if (stripped.startsWith("revision: ")) {
                section.revision = stripped.substring("revision: ".length());
            }
            return null;
        }
        Matcher matcher = SPECIFICATION.matcher(text);
        if (!matcher.matches()) {
            return null;
        }
        String name = matcher.group(1);
        Matcher platform = PLATFORM.matcher(matcher.group(2));
        boolean built = platform.matches();
        Map<String, String> qualifiers = new HashMap<>();
        qualifiers.put("platform", built ? platform.group(2) : "");
        if (section.name.equals("GIT")) {
            qualifiers.put("vcs_url", "git+" + section.remote + (section.revision.isEmpty() ? "" : "@" + section.revision));
        }
        ListingBuilder.Draft draft = listing.add(name + " " + matcher.group(2),
                Purls.of("gem", "", name, built ? platform.group(1) : matcher.group(2), qualifiers, ""), line.span(stripped));
        if (section.name.equals("PATH")) {
            draft.own();
        }
        return draft;
    }
}
