package dev.gatehouse.sca.reach;

/// The import declarations of a Go file, which stand before everything else (go.dev/ref/spec#Source_file_organization).
final class GoImports {
    private GoImports() {}

    static void read(String text, SourceReader.Found found) {
        boolean block = false;
        boolean comment = false;
        int number = 0;
        int at = 0;
        while (at < text.length()) {
            int end = text.indexOf('\n', at);
            end = end < 0 ? text.length() : end;
            String line = text.substring(at, end).strip();
            number++;
            at = end + 1;
            if (comment) {
                comment = !line.contains("*/");
                continue;
            }
            if (line.startsWith("/*")) {
                comment = !line.contains("*/");
                continue;
            }
            if (block) {
                if (line.startsWith(")")) {
                    block = false;
                } else {
                    quoted(line, number, found);
                }
            } else if (line.startsWith("import")) {
                String rest = line.substring("import".length()).strip();
                block = rest.startsWith("(") && !rest.contains(")");
                quoted(rest, number, found);
            } else if (line.startsWith("func") || line.startsWith("var") || line.startsWith("type") || line.startsWith("const")) {
                return;
            }
        }
    }

    private static void quoted(String text, int line, SourceReader.Found found) {
        int comment = text.startsWith("//") ? 0 : text.indexOf(" //");
        String code = comment < 0 ? text : text.substring(0, comment);
        for (char quote : new char[]{'"', '`'}) {
            int open = code.indexOf(quote);
            int close = open < 0 ? -1 : code.indexOf(quote, open + 1);
            if (close > open + 1) {
                found.add(code.substring(open + 1, close), line);
            }
        }
    }
}
