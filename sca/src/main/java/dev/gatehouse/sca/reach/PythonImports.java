package dev.gatehouse.sca.reach;

/// The import statements of a Python file, wherever they stand: their top-level modules.
final class PythonImports {
    private PythonImports() {}

    static void read(String text, SourceReader.Found found) {
        int number = 0;
        int at = 0;
        while (at < text.length()) {
            int end = text.indexOf('\n', at);
            end = end < 0 ? text.length() : end;
            number++;
            int start = at;
            while (start < end && (text.charAt(start) <= ' ' || text.charAt(start) == '>')) {
                // `>>>` begins the lines of examples in documentation.
                start++;
            }
            if (text.startsWith("import ", start) && end - start < 2000) {
                for (String part : text.substring(start + "import ".length(), end).replaceFirst("#.*", "").split("[,;]")) {
                    add(part, number, found);
                }
            } else if (text.startsWith("from ", start)) {
                add(text.substring(start + "from ".length(), Math.min(end, start + 1000)), number, found);
            }
            called(text, start, end, number, found);
            at = end + 1;
        }
    }

    private static void add(String text, int line, SourceReader.Found found) {
        String name = text.strip();
        int end = 0;
        while (end < name.length() && (Character.isLetterOrDigit(name.charAt(end)) || name.charAt(end) == '_')) {
            end++;
        }
        if (end > 0 && (end == name.length() || name.charAt(end) == '.' || name.charAt(end) <= ' ' || name.charAt(end) == '\\')) {
            found.add(name.substring(0, end), line);
        }
    }

    /// Functions that import what they are given.
    private static void called(String text, int start, int end, int line, SourceReader.Found found) {
        for (String function : new String[]{"import_module(", "__import__(", "find_spec(", "importorskip("}) {
            int call = text.indexOf(function, start, end);
            if (call >= 0) {
                int given = call + function.length();
                while (given < end && (text.charAt(given) <= ' ' || "rbufRBUF".indexOf(text.charAt(given)) >= 0 && given + 1 < end
                        && (text.charAt(given + 1) == '"' || text.charAt(given + 1) == '\''))) {
                    given++;
                }
                boolean literal = given < end && (text.charAt(given) == '"' || text.charAt(given) == '\'');
                boolean made = literal && text.charAt(given - 1) != '(' && text.charAt(given - 1) > ' '
                        && Character.toLowerCase(text.charAt(given - 1)) == 'f';
                if (literal && !made) {
                    add(text.substring(given + 1, end).replaceFirst("[\"'].*", ""), line, found);
                } else {
                    found.unclear(line);
                }
            }
        }
    }
}
