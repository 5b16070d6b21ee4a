package dev.gatehouse.sca.reach;

/// The import declarations of Java, Kotlin, Groovy and Scala files: the packages, without the types in them.
final class JavaImports {
    private JavaImports() {}

    static void read(String text, SourceReader.Found found) {
        int number = 0;
        int at = 0;
        while (at < text.length()) {
            int end = text.indexOf('\n', at);
            end = end < 0 ? text.length() : end;
            number++;
            int start = at;
            while (start < end && text.charAt(start) <= ' ') {
                start++;
            }
            if (text.startsWith("import ", start) && end - start < 1000) {
                String name = text.substring(start + "import ".length(), end).strip().replaceFirst("^static\\s+", "");
                String whole = name.replaceFirst("[;{\\s].*", "");
                String packageName = packageOf(whole);
                if (!packageName.isEmpty()) {
                    found.add(packageName, number);
                }
            }
            at = end + 1;
        }
    }

    /// What stands before the first part that begins with a capital letter.
    private static String packageOf(String name) {
        StringBuilder built = new StringBuilder();
        for (String part : name.split("\\.")) {
            if (part.isEmpty() || !Character.isLowerCase(part.charAt(0))) {
                break;
            }
            built.append(built.isEmpty() ? "" : ".").append(part);
        }
        return built.toString();
    }
}
