package dev.gatehouse.secrets.generic;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// What a file name says about how its text is to be read.
enum Language {
    /// Literals are always quoted: a bare word is a name.
    CODE("code"),
    /// Shell and batch scripts: bare words are literals, variables carry a mark.
    SHELL("a script"),
    /// Configuration in lines: `.properties`, `.env`, `.ini`, …
    PROPERTIES("configuration"),
    YAML("YAML"),
    JSON("JSON"),
    TOML("TOML"),
    MARKUP("XML or HTML"),
    SQL("SQL"),
    PROSE("a document"),
    /// Nothing is known.
    OTHER("a file of unknown kind");

    private static final Map<String, Language> BY_EXTENSION = byExtension();
    final String words;

    Language(String words) {
        this.words = words;
    }

    /// By the last part of a path.
    static Language of(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
        if (name.startsWith(".env") || name.endsWith(".env")) {
            return PROPERTIES;
        }
        if (name.startsWith("dockerfile") || name.endsWith("rc") && name.startsWith(".")) {
            return SHELL;
        }
        return BY_EXTENSION.getOrDefault(extension(name), OTHER);
    }

    /// Lower-case extension of a path without the point; empty without one.
    static String extension(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        int point = name.lastIndexOf('.');
        return point < 0 || name.length() - point > 12 ? "" : name.substring(point + 1).toLowerCase(Locale.ROOT);
    }

    private static Map<String, Language> byExtension() {
        Map<String, Language> map = new TreeMap<>();
        put(map, CODE,
                "java kt kts scala groovy gradle cs vb fs go rs c h cc cpp cxx hpp m mm swift js jsx ts tsx mjs cjs vue svelte "
                        + "py pyi rb erb php phtml pl pm lua dart hs ex exs erl clj cljs coffee jl r rake d nim zig pas bundle cr sol ml "
                        + "asp aspx jsp cshtml razor tf hcl bicep libsonnet jsonnet graphql proto pyx ipynb map");
        put(map, SHELL, "sh bash zsh ksh fish csh bat cmd ps1 psm1 psd1 mk make dockerfile expect awk");
        put(map, PROPERTIES,
                "properties env ini conf cfg cnf config example sample dist template tpl netrc npmrc pypirc rsp prefs "
                        + "service reg tfvars desktop creds credentials local default");
        put(map, YAML, "yml yaml travis");
        put(map, JSON, "json json5 jsonc har webmanifest geojson tfstate avsc");
        put(map, TOML, "toml");
        put(map, MARKUP,
                "xml html htm xhtml xsd xsl xslt svg plist csproj props targets wsdl resx xaml jmx pom storyboard xib dtd");
        put(map, SQL, "sql ddl pgsql plsql pks pkb");
        put(map, PROSE, "md markdown rst adoc txt text asciidoc org tex rtf log 1 5 8 pod textile wiki mdx out");
        return Map.copyOf(map);
    }

    private static void put(Map<String, Language> map, Language language, String extensions) {
        for (String extension : extensions.split(" ")) {
            map.put(extension, language);
        }
    }
}
