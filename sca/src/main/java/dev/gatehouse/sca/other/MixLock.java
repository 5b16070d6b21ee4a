package dev.gatehouse.sca.other;

import dev.gatehouse.sca.listing.Content;
import dev.gatehouse.sca.listing.Hash;
import dev.gatehouse.sca.listing.Lines;
import dev.gatehouse.sca.listing.ListingBuilder;
import dev.gatehouse.sca.listing.PackageFormat;
import dev.gatehouse.sca.listing.Purls;
import dev.gatehouse.sca.listing.Role;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `mix.lock` of Elixir: a map with an entry a line, `"name": {:hex, :package, "version", "inner digest", [managers],
/// [dependencies], "repository", "outer digest"}` or `{:git, "address", "revision", [options]}` (hexdocs.pm/mix).
final class MixLock implements PackageFormat {
    private static final Pattern HEX = Pattern.compile(
            "\"([a-z0-9_]+)\":\\s*\\{:hex,\\s*:\"?([A-Za-z0-9_]+)\"?,\\s*\"([^\"]+)\"(?:,\\s*\"([0-9a-f]*)\")?(.*)");
    private static final Pattern GIT = Pattern.compile("\"([a-z0-9_]+)\":\\s*\\{:git,\\s*\"([^\"]+)\",\\s*\"([0-9a-f]+)\".*");
    private static final Pattern NEED = Pattern.compile("\\{:\"?([A-Za-z0-9_]+)\"?,\\s*\"");
    private static final Pattern OUTER = Pattern.compile("\"([^\"]*)\",\\s*\"([0-9a-f]{64})\"}");

    @Override
    public String id() {
        return "mix-lock";
    }

    @Override
    public Role role() {
        return Role.LOCK;
    }

    @Override
    public Set<String> names() {
        return Set.of("mix.lock");
    }

    @Override
    public void read(Content content, ListingBuilder listing) {
        String whole = content.lines().whole().strip();
        if (whole.replaceAll("\\s", "").equals("%{}")) {
            listing.emptyIsFine();
        }
        for (Lines.Line line : content.lines()) {
            String text = line.text().strip();
            Matcher hex = HEX.matcher(text);
            Matcher git = GIT.matcher(text);
            if (hex.lookingAt()) {
                String rest = hex.group(5) == null ? "" : hex.group(5);
                Matcher outer = OUTER.matcher(rest);
                boolean found = outer.find();
                String organisation = found && !outer.group(1).equals("hexpm") ? outer.group(1).replaceFirst("^hexpm:", "") : "";
                ListingBuilder.Draft draft = listing
                        .add(hex.group(1), Purls.of("hex", organisation, hex.group(2), hex.group(3)), line.span(hex.group(1)))
                        .hash(found ? Hash.hex("SHA-256", outer.group(2)) : Optional.empty());
                Matcher need = NEED.matcher(rest);
                while (need.find()) {
                    draft.requires(need.group(1));
                }
            } else if (git.lookingAt()) {
                listing.add(git.group(1),
                        RepositoryAddress.of(git.group(2)).github(git.group(3), "")
                                .or(() -> Purls.of("hex", "", git.group(1), git.group(3))),
                        line.span(git.group(1)));
            } else if (text.startsWith("\"") && !text.contains("{:path")) {
                listing.problem("packages-unreadable", line.number(), "this entry has a form that is not known");
            }
        }
    }
}
