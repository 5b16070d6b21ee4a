package dev.gatehouse.sca.other;

import dev.gatehouse.sca.listing.Content;
import dev.gatehouse.sca.listing.Hash;
import dev.gatehouse.sca.listing.Lines;
import dev.gatehouse.sca.listing.ListingBuilder;
import dev.gatehouse.sca.listing.PackageFormat;
import dev.gatehouse.sca.listing.Purls;
import dev.gatehouse.sca.listing.Role;
import dev.gatehouse.sca.listing.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `.terraform.lock.hcl`: providers with version, constraints and digests (developer.hashicorp.com/terraform). Terraform writes
/// it in one layout, a block for each provider.
final class TerraformLock implements PackageFormat {
    private static final Pattern PROVIDER = Pattern.compile("provider\\s+\"([^\"]+)\"\\s*\\{");
    private static final Pattern SETTING = Pattern.compile("(version|constraints)\\s*=\\s*\"([^\"]*)\"");
    private static final Pattern DIGEST = Pattern.compile("\"zh:([0-9a-f]{64})\"");

    @Override
    public String id() {
        return "terraform-lock";
    }

    @Override
    public Role role() {
        return Role.LOCK;
    }

    @Override
    public Set<String> names() {
        return Set.of(".terraform.lock.hcl");
    }

    @Override
    public void read(Content content, ListingBuilder listing) {
        Lines.Line provider = null;
        String address = "";
        String version = "";
        String constraints = "";
        List<String> digests = new ArrayList<>();
        boolean any = false;
        for (Lines.Line line : content.lines()) {
            String text = line.text().strip();
            any |= !text.isEmpty() && !text.startsWith("#");
            Matcher opened = PROVIDER.matcher(text);
            Matcher setting = SETTING.matcher(text);
            Matcher digest = DIGEST.matcher(text);
            if (opened.matches()) {
                provider = line;
                address = opened.group(1);
                version = "";
                constraints = "";
                digests.clear();
            } else if (provider != null && setting.matches()) {
                version = setting.group(1).equals("version") ? setting.group(2) : version;
                constraints = setting.group(1).equals("constraints") ? setting.group(2) : constraints;
            } else if (provider != null && digest.find()) {
                digests.add(digest.group(1));
            } else if (provider != null && text.equals("}")) {
                ListingBuilder.Draft draft = listing
                        .add(address, Purls.slashed("terraform", address, version), provider.span(address))
                        .requirement(constraints).direct().scope(Scope.BUILD);
                digests.forEach(each -> draft.hash(Hash.hex("SHA-256", each)));
                provider = null;
            }
        }
        if (!any) {
            listing.emptyIsFine();
        }
    }
}
