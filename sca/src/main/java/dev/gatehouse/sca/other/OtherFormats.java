package dev.gatehouse.sca.other;

import dev.gatehouse.sca.listing.PackageFormat;
import java.util.List;

/// The formats of this package.
public final class OtherFormats {
    private OtherFormats() {}

    /// All of them.
    public static List<PackageFormat> all() {
        return List.of(new PackageResolved(), new PodfileLock(), new PubspecLock(), new Pubspec(), new MixLock(), new ConanLock(),
                new ConanfileText(), new HelmChart(false), new HelmChart(true), new GithubWorkflow(), new TerraformLock(),
                new Dockerfile(), new ComposeFile(), new PreCommitConfig(), new ToolVersions(), new RebarLock(),
                new GleamManifest(),
                new JuliaManifest(), new RenvLock(), new DenoLock(), new StackLock(), new CabalFreeze(), new CartfileResolved());
    }
}
