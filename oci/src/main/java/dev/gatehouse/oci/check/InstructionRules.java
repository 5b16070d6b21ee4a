package dev.gatehouse.oci.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// The rules that look at one instruction of a Dockerfile. Patterns hold no repetition within another, so that they take time linear in
/// the text, or nearly.
final class InstructionRules {
    private static final Set<String> ARCHIVES = Set.of(".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tbz2", ".tar.xz", ".txz", ".tar.zst");
    private static final Pattern UPDATE = Pattern.compile("\\b(?:apt-get|apt|apk|yum|dnf|microdnf|zypper)\\s+(?:-{1,2}[\\w=-]+\\s+){0,4}"
            + "(?:update|refresh|check-update)\\b");
    private static final Pattern INSTALL = Pattern
            .compile("\\b(?:install|upgrade|dist-upgrade|full-upgrade|add|build-dep|distro-sync|localinstall)\\b");
    private static final Pattern UNVERIFIED = Pattern.compile("\\s(?:--allow-unauthenticated|--force-yes|--allow-untrusted|--nogpgcheck"
            + "|--no-gpg-checks?|--no-check-certificate|--trusted-host|--allow-insecure-repositories)(?=[\\s=;&|]|$)");
    private static final Pattern INSECURE_CURL = Pattern
            .compile("\\bcurl\\s+(?:-{1,2}[\\w-]+\\s+){0,8}(?:--insecure|-[a-jl-zA-Z]{0,6}k[a-zA-Z]{0,6})(?=\\s|$)");
    private static final Pattern PIPED = Pattern
            .compile("\\b(?:curl|wget)\\b[^|;&]{0,2000}\\|\\s*(?:sudo\\s+(?:-\\w+\\s+){0,3})?(?:/bin/|/usr/bin/)?(?:sh|bash|dash|ash|zsh|python3?|perl)\\b");

    private InstructionRules() {}

    /// Ids of the rules that match.
    ///
    /// @param instruction
    ///            as [dev.gatehouse.oci.manifest.Instruction#of] writes it
    static List<String> of(String instruction) {
        List<String> rules = new ArrayList<>();
        if (instruction.startsWith("ADD ")) {
            add(instruction, rules);
        } else if (instruction.startsWith("RUN ")) {
            run(instruction, rules);
        }
        return rules;
    }

    private static void add(String instruction, List<String> rules) {
        List<String> words = Arrays.asList(instruction.substring(4).split(" "));
        boolean checked = words.stream().anyMatch(word -> word.startsWith("--checksum="));
        List<String> sources = words.stream().filter(word -> !word.startsWith("--")).toList();
        // The last one is where it goes.
        for (String source : sources.subList(0, Math.max(0, sources.size() - 1))) {
            String lower = source.toLowerCase(Locale.ROOT);
            boolean remote = lower.startsWith("http://") || lower.startsWith("https://");
            if (remote && !checked) {
                rules.add("image-add-remote");
                return;
            }
            if (!remote && ARCHIVES.stream().anyMatch(lower::endsWith)) {
                rules.add("image-add-archive");
                return;
            }
        }
    }

    private static void run(String instruction, List<String> rules) {
        if (UPDATE.matcher(instruction).find() && !INSTALL.matcher(instruction).find()) {
            rules.add("image-update-alone");
        }
        if (UNVERIFIED.matcher(instruction).find() || INSECURE_CURL.matcher(instruction).find()) {
            rules.add("image-unverified-packages");
        }
        if (PIPED.matcher(instruction).find()) {
            rules.add("image-pipe-to-shell");
        }
    }
}
