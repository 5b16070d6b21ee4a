package dev.gatehouse.cli.fix;

/// Why nothing is planned for a kind of file, and what people run instead.
final class Unsupported {
    private Unsupported() {}

    /// @param format
    ///            id of the format
    static String reason(String format) {
        String command = switch (format) {
            case "yarn-lock", "yarn-classic" -> "yarn up, or yarn upgrade with yarn 1";
            case "pnpm-lock" -> "pnpm update";
            case "bun-lock" -> "bun update";
            case "poetry-lock" -> "poetry update";
            case "uv-lock" -> "uv lock --upgrade-package";
            case "pdm-lock" -> "pdm update";
            case "pipfile-lock" -> "pipenv update";
            case "gemfile-lock" -> "bundle update --conservative";
            case "composer-lock" -> "composer update --with-dependencies";
            case "cargo-lock" -> "cargo update --precise";
            case "go-mod" -> "go get, then go mod tidy";
            case "nuget-lock" -> "dotnet add package, then dotnet restore --force-evaluate";
            default -> "";
        };
        return "plans are not made for " + format + " yet" + (command.isEmpty() ? "" : "; use " + command);
    }
}
