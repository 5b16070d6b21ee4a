package dev.gatehouse.sca.ruby;

import dev.gatehouse.sca.listing.PackageFormat;
import java.util.List;

/// The formats of Ruby.
public final class RubyFormats {
    private RubyFormats() {}

    /// All of them.
    public static List<PackageFormat> all() {
        return List.of(new Gemfile(), new GemfileLock(), new Gemspec());
    }
}
