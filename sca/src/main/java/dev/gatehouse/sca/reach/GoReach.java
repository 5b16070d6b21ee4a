package dev.gatehouse.sca.reach;

import dev.gatehouse.advisory.match.Match;
import dev.gatehouse.ecosystem.Ecosystem;
import dev.gatehouse.sca.inventory.PackageUse;
import dev.gatehouse.sca.inventory.Project;
import java.util.List;
import java.util.Optional;

/// Go: of programs, which functions were linked; of sources, which packages are imported, and, where dependencies are kept in `vendor`,
/// which packages the build needs at all.
record GoReach(SourceUse sources, Project project, String path, String folder) {

    Answer of(PackageUse use, Match match) {
        String module = Ecosystem.name(use.purl());
        List<String> symbols = match.symbols();
        return project.format().equals("go-program") ? program(module, symbols) : source(module, symbols);
    }

    private Answer program(String module, List<String> symbols) {
        LinkedNames names = sources.program(path);
        if (names == null) {
            return Answer.unknown("the program's table of functions was not found");
        }
        if (module.equals("stdlib") && symbols.isEmpty()) {
            return Answer.unknown("the advisory names no package");
        }
        if (symbols.isEmpty()) {
            return names.has("under " + module)
                    ? Answer.reachable("the program has code of " + module + "; the advisory names no function")
                    : Answer.absent("the program has no code of " + module);
        }
        for (String symbol : symbols) {
            if (names.has(symbol) || names.has("package " + symbol)) {
                return Answer.reachable("the program has " + symbol);
            }
        }
        return Answer.absent("the program has none of the vulnerable functions (" + shown(symbols) + ")");
    }

    private Answer source(String module, List<String> symbols) {
        Optional<SourceUse.Use> own = sources.first("go", folder, name -> isVulnerable(name, module, symbols));
        if (own.isPresent()) {
            return Answer.reachable(own.get() + " imports " + own.get().name());
        }
        if (module.equals("stdlib")) {
            return Answer.unknown("no source here imports what is vulnerable (" + shown(symbols) + "); a dependency may");
        }
        if (!sources.complete("go") || sources.count("go", folder) == 0) {
            return Answer.unknown("not every source was looked at");
        }
        String list = folder + "vendor/modules.txt";
        if (sources.first("go-vendor", list, _ -> true).isPresent()) {
            Optional<SourceUse.Use> needed = sources.first("go-vendor", list, name -> isVulnerable(name, module, symbols));
            return needed.isPresent()
                    ? Answer.unknown("no source here imports it, but a dependency does (" + needed.get() + ")")
                    : Answer.absent("the build needs no vulnerable package: none is in " + list);
        }
        return Answer.unknown("no source here imports what is vulnerable; a dependency may");
    }

    /// Whether an imported package is one that the advisory is about.
    private static boolean isVulnerable(String imported, String module, List<String> symbols) {
        if (symbols.isEmpty()) {
            return imported.equals(module) || imported.startsWith(module + "/");
        }
        for (String symbol : symbols) {
            if (symbol.equals(imported) || symbol.startsWith(imported + ".") && symbol.indexOf('/', imported.length()) < 0) {
                return true;
            }
        }
        return false;
    }

    private static String shown(List<String> symbols) {
        return String.join(", ", symbols.subList(0, Math.min(3, symbols.size()))) + (symbols.size() > 3 ? ", …" : "");
    }
}
