package dev.gatehouse.dist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the launcher script says about starting Java: an image without a shell starts with the same words.
record Launcher(List<String> options, String mainClass) {
    private static final Pattern OPTIONS = Pattern.compile("(?m)^options=\"([^\"$`]+)\"$");
    private static final Pattern MAIN = Pattern.compile("(?m)^main=([\\w.]+)$");

    static Launcher of(Path script) throws IOException {
        String text = Files.readString(script);
        return new Launcher(List.of(only(OPTIONS, text, script).split(" ")), only(MAIN, text, script));
    }

    private static String only(Pattern pattern, String text, Path script) throws IOException {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new IOException(script + " has no line " + pattern);
        }
        return matcher.group(1);
    }
}
