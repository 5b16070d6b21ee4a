package dev.gatehouse.sca;

import dev.gatehouse.core.source.Blob;
import dev.gatehouse.core.source.ContentId;
import dev.gatehouse.core.source.SourcePath;
import dev.gatehouse.sca.artefact.ArtefactFormats;
import dev.gatehouse.sca.bom.BomFormats;
import dev.gatehouse.sca.dotnet.DotnetFormats;
import dev.gatehouse.sca.golang.GoFormats;
import dev.gatehouse.sca.java.JavaFormats;
import dev.gatehouse.sca.library.LibraryFile;
import dev.gatehouse.sca.licence.LicenceFile;
import dev.gatehouse.sca.listing.PackageFormat;
import dev.gatehouse.sca.npm.NpmFormats;
import dev.gatehouse.sca.other.OtherFormats;
import dev.gatehouse.sca.php.PhpFormats;
import dev.gatehouse.sca.python.PythonFormats;
import dev.gatehouse.sca.ruby.RubyFormats;
import dev.gatehouse.sca.rpm.RpmDatabase;
import dev.gatehouse.sca.rust.RustFormats;
import dev.gatehouse.sca.system.SystemFormats;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Every format of package files that there is, and which one a content has.
final class Formats {
    private static final List<List<PackageFormat>> BY_ECOSYSTEM = List.of(NpmFormats.all(), PythonFormats.all(),
            JavaFormats.all(),
            GoFormats.all(), RustFormats.all(), RubyFormats.all(), PhpFormats.all(), DotnetFormats.all(), OtherFormats.all(),
            SystemFormats.all(), List.of(new RpmDatabase()), ArtefactFormats.all(), BomFormats.all(), LicenceFile.all());

    private static final Set<String> ARTEFACTS = Set.of("jar", "war", "ear", "aar", "whl", "egg", "gem", "nupkg", "crate");
    private static final ContentId NOTHING = ContentId.of(ContentId.Algorithm.SHA256, new byte[32]);

    private final Map<String, PackageFormat> byName = new HashMap<>();
    private final List<PackageFormat> all = new ArrayList<>();

    /// @param libraries
    ///            looks for libraries in JavaScript files
    Formats(LibraryFile libraries) {
        all.add(libraries);
        for (List<PackageFormat> formats : BY_ECOSYSTEM) {
            for (PackageFormat format : formats) {
                all.add(format);
                format.names().forEach(name -> byName.put(name, format));
            }
        }
    }

    /// All of them.
    List<PackageFormat> all() {
        return List.copyOf(all);
    }

    /// Whether a file with this path may be of one of them, by its name alone; of an archive whether it may hold packages.
    boolean mayBe(SourcePath path) {
        String name = path.fileName().toLowerCase(Locale.ROOT);
        int point = name.lastIndexOf('.');
        return ARTEFACTS.contains(name.substring(point + 1))
                || of(new Blob(NOTHING, new byte[0], 0, 0, Blob.Form.TEXT, path)) != null;
    }

    /// The format of a content; null if it is none of these.
    @Nullable
    PackageFormat of(Blob blob) {
        String path = blob.hint().toString();
        int start = Math.max(path.lastIndexOf('/'), path.lastIndexOf('!')) + 1;
        String name = path.substring(start).toLowerCase(Locale.ROOT);
        PackageFormat named = byName.get(name);
        if (named != null) {
            return named;
        }
        for (PackageFormat format : all) {
            if (format.recognises(path, name, blob)) {
                return format;
            }
        }
        return null;
    }
}
