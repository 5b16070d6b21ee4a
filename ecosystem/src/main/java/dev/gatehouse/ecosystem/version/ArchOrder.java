package dev.gatehouse.ecosystem.version;

/// Arch Linux: `epoch:version-release`; a missing release equals every release, as in `vercmp`, so that versions without one
/// are not totally ordered with those that have. Source: vercmp(8).
record ArchOrder(String epoch, String version, String release) implements Comparable<ArchOrder> {

    static ArchOrder parse(String text) throws VersionException {
        RpmOrder parts = RpmOrder.parse(text);
        return new ArchOrder(parts.epoch(), parts.version(), parts.release());
    }

    @Override
    public int compareTo(ArchOrder other) {
        int order = Digits.compare(epoch, other.epoch);
        order = order != 0 ? order : RpmOrder.compareArch(version, other.version);
        return order != 0 || release.isEmpty() || other.release.isEmpty() ? order : RpmOrder.compareArch(release, other.release);
    }
}
