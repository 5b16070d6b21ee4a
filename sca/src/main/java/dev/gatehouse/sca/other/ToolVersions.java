package dev.gatehouse.sca.other;

import dev.gatehouse.sca.listing.Content;
import dev.gatehouse.sca.listing.Lines;
import dev.gatehouse.sca.listing.ListingBuilder;
import dev.gatehouse.sca.listing.PackageFormat;
import dev.gatehouse.sca.listing.Purls;
import dev.gatehouse.sca.listing.Role;
import dev.gatehouse.sca.listing.Scope;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which runtime a project wants: `.tool-versions` (asdf-vm.com, mise), `.nvmrc` and `.node-version`, `.python-version`,
/// `.ruby-version`, `.go-version`, `.terraform-version`. Aliases such as `lts/*` or `system` name no version.
final class ToolVersions implements PackageFormat {
    private static final String LIST = ".tool-versions";
    private static final Map<String, String> FILES = Map.of(".nvmrc", "node", ".node-version", "node", ".python-version",
            "python",
            ".ruby-version", "ruby", ".go-version", "go", ".terraform-version", "terraform", LIST, "");
    /// Names of asdf's plug-ins that are not those of the product.
    private static final Map<String, String> PLUGINS = Map.of("nodejs", "node", "golang", "go", "postgres", "postgresql");
    private static final Pattern VERSION = Pattern.compile("(?:v|ruby-|python-|go)?([0-9]+(?:\\.[0-9]+)*(?:[-.][A-Za-z0-9.]+)?)");
    private static final int LONGEST = 64 << 10;

    @Override
    public String id() {
        return "tool-versions";
    }

    @Override
    public Role role() {
        return Role.MANIFEST;
    }

    @Override
    public Set<String> names() {
        return FILES.keySet();
    }

    @Override
    public void read(Content content, ListingBuilder listing) {
        if (content.bytes().length > LONGEST) {
            return;
        }
        String file = content.path().fileName();
        for (Lines.Line line : content.lines()) {
            String text = line.text().replaceFirst("#.*", "").strip();
            if (text.isEmpty()) {
                continue;
            }
            String[] words = text.split("\\s+");
            if (file.equals(LIST)) {
                for (int i = 1; i < words.length; i++) {
                    add(PLUGINS.getOrDefault(words[0], words[0]), words[i], line, listing);
                }
            } else if (words.length == 1) {
                add(String.valueOf(FILES.get(file)), words[0], line, listing);
            }
        }
    }

    private static void add(String tool, String text, Lines.Line line, ListingBuilder listing) {
        Matcher matcher = VERSION.matcher(text);
        if (matcher.matches()) {
            listing.add(tool + " " + text, Purls.of("generic", "", tool, matcher.group(1)), line.span()).direct()
                    .scope(Scope.BUILD);
        }
    }
}
