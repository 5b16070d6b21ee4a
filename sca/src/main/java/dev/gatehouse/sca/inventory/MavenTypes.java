package dev.gatehouse.sca.inventory;

/// What Maven's types of dependencies stand for (maven.apache.org, Default Artifact Handlers Reference).
final class MavenTypes {
    private MavenTypes() {}

    /// Extension of the file.
    static String extension(String type) {
        return switch (type) {
            case "test-jar", "maven-plugin", "ejb", "ejb-client", "java-source", "javadoc", "bundle", "" -> "jar";
            default -> type;
        };
    }

    static String classifier(String type, String written) {
        if (!written.isEmpty()) {
            return written;
        }
        return switch (type) {
            case "test-jar" -> "tests";
            case "ejb-client" -> "client";
            case "java-source" -> "sources";
            case "javadoc" -> "javadoc";
            default -> "";
        };
    }

    /// Whether the file holds its own dependencies.
    static boolean holdsAll(String extension) {
        return extension.equals("war") || extension.equals("ear") || extension.equals("rar") || extension.equals("par");
    }
}
