package dev.gatehouse.sca.ruby;

import dev.gatehouse.sca.listing.Content;
import dev.gatehouse.sca.listing.Lines;
import dev.gatehouse.sca.listing.ListingBuilder;
import dev.gatehouse.sca.listing.PackageFormat;
import dev.gatehouse.sca.listing.Purls;
import dev.gatehouse.sca.listing.Role;
import dev.gatehouse.sca.listing.Scope;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `Gemfile` and `gems.rb`: a Ruby program, of which the plain statements are read: `gem "name", "requirement", group: …` and
/// `group … do` (bundler.io). What a program computes is not known.
final class Gemfile implements PackageFormat {
    private static final Pattern GEM = Pattern.compile("gem[ (]+[\"']([A-Za-z0-9_.-]+)[\"'](.*)");
    private static final Pattern REQUIREMENT = Pattern.compile(",\\s*[\"']([^\"']*)[\"']");
    private static final Pattern GROUP = Pattern.compile("group[ (]+(.*?)\\)?\\s+do\\b.*");
    private static final Pattern GROUP_OPTION = Pattern
            .compile("(?::groups?\\s*=>|\\bgroups?:)\\s*(\\[[^]]*]|%i\\[[^]]*]|:[a-z_]+)");
    private static final Pattern BLOCK = Pattern.compile("(?:.*\\bdo\\b\\s*(?:\\|.*\\|)?\\s*|(?:if|unless|case|begin|def)\\b.*)");

    @Override
    public String id() {
        return "gemfile";
    }

    @Override
    public Role role() {
        return Role.MANIFEST;
    }

    @Override
    public Set<String> names() {
        return Set.of("gemfile", "gems.rb");
    }

    @Override
    public void read(Content content, ListingBuilder listing) {
        Deque<Scope> blocks = new ArrayDeque<>();
        for (Lines.Line line : content.lines()) {
            String text = line.text().strip();
            if (text.startsWith("#") || text.isEmpty()) {
                continue;
            }
            Matcher gem = GEM.matcher(text);
            Matcher group = GROUP.matcher(text);
            if (gem.lookingAt()) {
                add(gem, blocks.isEmpty() ? Scope.RUNTIME : blocks.peek(), line, listing);
            } else if (group.matches()) {
                blocks.push(scope(group.group(1)));
            } else if (text.equals("end") || text.startsWith("end ")) {
                blocks.poll();
            } else if (BLOCK.matcher(text).matches() && blocks.size() < 100) {
                blocks.push(blocks.isEmpty() ? Scope.RUNTIME : blocks.peek());
            } else if (text.startsWith("gemspec")) {
                listing.attribute("gemspec", "");
            }
        }
    }

    private static void add(Matcher gem, Scope around, Lines.Line line, ListingBuilder listing) {
        String rest = gem.group(2);
        Matcher requirement = REQUIREMENT.matcher(rest);
        StringBuilder asked = new StringBuilder();
        while (requirement.find() && !rest.substring(0, requirement.start()).contains(":")) {
            asked.append(asked.isEmpty() ? "" : ", ").append(requirement.group(1));
        }
        Matcher option = GROUP_OPTION.matcher(rest);
        String version = asked.toString().matches("=?\\s*[0-9][0-9A-Za-z.]*") ? asked.toString().replaceFirst("=\\s*", "") : "";
        ListingBuilder.Draft draft = listing
                .add(gem.group(1), Purls.of("gem", "", gem.group(1), version), line.span(gem.group(1)))
                .requirement(asked.toString()).scope(option.find() ? scope(option.group(1)) : around).direct();
        if (rest.contains("path:") || rest.contains(":path =>")) {
            draft.own();
        }
    }

    private static Scope scope(String groups) {
        if (groups.contains("default") || groups.contains("production")) {
            return Scope.RUNTIME;
        }
        if (groups.contains("development") || groups.contains("lint") || groups.contains("doc") || groups.contains("ci")) {
            return Scope.DEVELOPMENT;
        }
        return groups.contains("test") || groups.contains("cucumber") || groups.contains("ujs") ? Scope.TEST : Scope.RUNTIME;
    }
}
