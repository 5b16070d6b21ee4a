package dev.gatehouse.sca.licence;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Makes an expression of what manifests declare: an expression, a licence's full name, or one of the spellings that people
/// use. What could mean several licences (`BSD`, `GPL`) means none.
public final class LicenceReader {
    /// Spellings that name one licence beyond doubt; keys as [SpdxList#plain] makes them.
    private static final Map<String, String> SPELLINGS = spellings();

    private final SpdxList list;
    private final ExpressionParser parser;

    public LicenceReader(SpdxList list) {
        this.list = list;
        this.parser = new ExpressionParser(list);
    }

    /// The licence of a declaration; absent if it is unknown.
    public Optional<Expression> read(String declared) {
        String text = declared.strip();
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Optional<Expression> expression = parser.parse(text);
        if (expression.isPresent()) {
            return expression;
        }
        Optional<Expression> named = name(text);
        if (named.isPresent()) {
            return named;
        }
        // Lists as old manifests have them: "MIT/Apache-2.0", "(The MIT License) OR (GPL-2.0)", "MIT, BSD-3-Clause".
        for (String separator : new String[]{"\\s+OR\\s+", "\\s*/\\s*", "\\s+AND\\s+",
            "\\s*;\\s*|\\s*,\\s+(?![Vv]ersion|[Vv]?[0-9])"}) {
            String[] parts = text.split(separator);
            if (parts.length > 1 && parts.length < 20) {
                java.util.List<Expression> read = new java.util.ArrayList<>();
                for (String part : parts) {
                    String bare = part.strip().replaceFirst("^\\((.*)\\)$", "$1");
                    parser.parse(bare).or(() -> name(bare)).ifPresent(read::add);
                }
                if (read.size() == parts.length) {
                    return Optional.of(separator.contains("AND") || separator.contains(";")
                            ? new Expression.And(read)
                            : new Expression.Or(read));
                }
            }
        }
        return Optional.empty();
    }

    private Optional<Expression> name(String text) {
        if (text.length() > 300) {
            return Optional.empty();
        }
        String plain = SpdxList.plain(text);
        String known = SPELLINGS.get(plain);
        if (known != null) {
            return parser.parse(known);
        }
        SpdxList.Entry entry = list.named(text);
        return entry == null ? Optional.empty() : parser.parse(entry.id());
    }

    private static Map<String, String> spellings() {
        Map<String, String> all = new LinkedHashMap<>();
        put(all, "Apache-2.0", "apache 2", "apache 2.0", "apache2", "apache2.0", "apache", "apache software 2.0",
                "apache 2.0 asl",
                "apache public 2.0", "asl 2.0", "al 2.0", "apache software foundation 2.0", "apache 2.0 asl 2.0", "apache2 0",
                "http www.apache.org licenses 2.0", "http www.apache.org licenses 2.0.txt",
                "https www.apache.org licenses 2.0.txt",
                "https www.apache.org licenses 2.0", "http www.apache.org licenses license 2.0.txt",
                "https www.apache.org licenses license 2.0.txt", "apache 2.0 license");
        put(all, "Apache-1.1", "apache 1.1", "apache software 1.1");
        put(all, "MIT", "mit", "expat", "mit x11", "x11 mit", "mit expat", "http www.opensource.org licenses mit php",
                "http opensource.org licenses mit", "https opensource.org licenses mit",
                "http www.opensource.org licenses mit.php");
        put(all, "MIT-0", "mit no attribution");
        put(all, "BSD-3-Clause", "bsd 3", "bsd 3 clause", "3 clause bsd", "new bsd", "modified bsd", "revised bsd", "bsd new",
                "bsd 3 clause new or revised", "new or revised bsd", "bsd three clause", "edl 1.0", "eclipse distribution 1.0",
                "eclipse distribution new bsd", "eclipse distribution edl 1.0");
        put(all, "BSD-2-Clause", "bsd 2", "bsd 2 clause", "2 clause bsd", "simplified bsd", "freebsd", "bsd two clause");
        put(all, "ISC", "isc", "iscl", "isc l");
        put(all, "EPL-1.0", "eclipse public 1.0", "epl 1.0", "epl1.0", "eclipse public epl 1.0");
        put(all, "EPL-2.0", "eclipse public 2.0", "epl 2.0", "epl2.0", "eclipse public epl 2.0");
        put(all, "MPL-1.1", "mozilla public 1.1", "mpl 1.1");
        put(all, "MPL-2.0", "mozilla public 2.0", "mpl 2.0", "mpl 2", "mozilla public 2.0 mpl 2.0");
        put(all, "LGPL-2.1-only", "lgpl 2.1", "gnu lesser general public 2.1", "lgpl 2.1 only");
        put(all, "LGPL-2.1-or-later", "gnu lesser general public 2.1 or later", "lgpl 2.1 or later", "lgpl 2.1+");
        put(all, "LGPL-3.0-only", "gnu lesser general public 3", "lgpl 3.0", "lgplv3", "lgpl 3");
        put(all, "LGPL-3.0-or-later", "gnu lesser general public 3 or later lgplv3+", "lgplv3+", "lgpl 3.0 or later");
        put(all, "GPL-2.0-only", "gnu general public 2", "gpl 2", "gpl 2.0", "gplv2", "gnu gpl 2", "gpl 2.0 only");
        put(all, "GPL-2.0-or-later", "gplv2+", "gpl 2+", "gnu general public v2 or later gplv2+", "gpl 2.0 or later",
                "gnu general public 2 or later gplv2+");
        put(all, "GPL-3.0-only", "gnu general public 3", "gpl 3", "gpl 3.0", "gplv3", "gnu gpl 3", "gnu general public 3 gplv3");
        put(all, "GPL-3.0-or-later", "gplv3+", "gpl 3+", "gpl 3.0 or later", "gnu general public 3 or later gplv3+");
        put(all, "AGPL-3.0-only", "agpl 3.0", "agplv3", "gnu affero general public 3", "agpl 3");
        put(all, "AGPL-3.0-or-later", "agplv3+", "gnu affero general public 3 or later agplv3+");
        put(all, "GPL-2.0-only WITH Classpath-exception-2.0", "gpl2 w cpe", "gpl 2 w cpe", "gplv2 with classpath exception",
                "gnu general public 2 with classpath exception", "gnu general public with classpath exception", "gpl 2.0 ce",
                "cddl gplv2 ce");
        put(all, "CDDL-1.0", "cddl", "cddl 1.0", "common development and distribution 1.0");
        put(all, "CDDL-1.1", "cddl 1.1", "common development and distribution 1.1");
        put(all, "CC0-1.0", "cc0", "cc0 1.0", "public domain per creative commons cc0", "cc0 1.0 universal");
        put(all, "Unlicense", "unlicense", "un");
        put(all, "PSF-2.0", "psf", "python foundation", "psfl", "python psf", "psf 2.0");
        put(all, "Zlib", "zlib", "zlib libpng");
        put(all, "BSL-1.0", "boost 1.0", "boost 1.0 bsl 1.0");
        put(all, "WTFPL", "wtfpl", "do what the fuck you want to public");
        put(all, "0BSD", "0bsd", "bsd zero clause", "zero clause bsd 0bsd");
        put(all, "Ruby", "ruby", "ruby s");
        put(all, "Unicode-3.0", "unicode 3.0", "unicode icu");
        return Map.copyOf(all);
    }

    private static void put(Map<String, String> all, String id, String... spellings) {
        for (String spelling : spellings) {
            all.putIfAbsent(SpdxList.plain(spelling.toLowerCase(Locale.ROOT)), id);
        }
    }
}
