package dev.gatehouse.bench;

import dev.gatehouse.ecosystem.PackageUrl;
import dev.gatehouse.ecosystem.PackageUrlException;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A bill of materials of any size, in CycloneDX's JSON: packages that advisories name at versions that they name, and as many again
/// that nobody names.
final class GeneratedBom {
    private GeneratedBom() {}

    /// Writes it.
    ///
    /// @return how many components it has
    static int write(Path file, List<StoreFigures.Key> keys, int components) throws IOException {
        int written = 0;
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.6\",\"version\":1,\"components\":[");
            for (int i = 0; written < components; i++) {
                StoreFigures.Key key = keys.isEmpty() ? null : keys.get(i % keys.size());
                String url = i % 2 == 1 || key == null || key.version() == null ? null : url(key, i / keys.size());
                if (url == null) {
                    url = "pkg:npm/component-" + i + "@1." + i % 20 + ".0";
                }
                out.write((written++ == 0 ? "" : ",") + "{\"type\":\"library\",\"bom-ref\":\"" + i + "\",\"name\":\"c" + i
                        + "\",\"version\":\"1\",\"purl\":\"" + url + "\"}");
            }
            out.write("]}");
        }
        return written;
    }

    private static @Nullable String url(StoreFigures.Key key, int round) {
        String type = key.ecosystem().family().purlType();
        if (type == null || key.ecosystem().family().isDistribution() || round > 0) {
            return null;
        }
        try {
            int slash = type.equals("maven") ? key.name().indexOf(':') : key.name().lastIndexOf('/');
            return PackageUrl.of(type, slash < 0 ? null : key.name().substring(0, slash), key.name().substring(slash + 1),
                    key.version(), Map.of(), null).toString();
        } catch (PackageUrlException _) {
            return null;
        }
    }
}
