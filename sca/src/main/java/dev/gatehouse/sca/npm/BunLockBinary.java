package dev.gatehouse.sca.npm;

import dev.gatehouse.sca.listing.Content;
import dev.gatehouse.sca.listing.ListingBuilder;
import dev.gatehouse.sca.listing.PackageFormat;
import dev.gatehouse.sca.listing.Role;
import java.util.Set;

/// `bun.lockb`, the binary form that bun wrote before version 1.2. Its layout is bun's memory and described nowhere, so it is
/// only told that nothing is known of what it pins.
final class BunLockBinary implements PackageFormat {
    @Override
    public String id() {
        return "bun-lockb";
    }

    @Override
    public Role role() {
        return Role.LOCK;
    }

    @Override
    public Set<String> names() {
        return Set.of("bun.lockb");
    }

    @Override
    public void read(Content content, ListingBuilder listing) {
        listing.unreadable(
                "the binary lock file of bun cannot be read; write the text form with `bun install --save-text-lockfile"
                        + " --frozen-lockfile --lockfile-only` and commit bun.lock instead");
    }
}
