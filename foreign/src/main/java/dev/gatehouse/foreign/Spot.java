package dev.gatehouse.foreign;

import org.jspecify.annotations.Nullable;

/// Where a foreign result shows, as the report says it.
public sealed interface Spot {

    /// In a file.
    ///
    /// @param uri
    ///            path or URI as it stands in the report
    /// @param line
    ///            1-based; 0 if the whole file is meant
    /// @param column
    ///            1-based; 0 if the whole line is meant
    /// @param endLine
    ///            1-based; 0 if it is the line
    /// @param endColumn
    ///            1-based, after the last character; 0 if it is the end of the line
    /// @param snippet
    ///            what stands there, as the report has it; null if it does not say
    record InFile(String uri, int line, int column, int endLine, int endColumn, @Nullable String snippet) implements Spot {}

    /// At an endpoint of a running service.
    record AtEndpoint(String method, String uri, @Nullable String parameter) implements Spot {}

    /// In a package.
    record InPackage(String purl) implements Spot {}

    /// At something else that has a name.
    record AtResource(String kind, String name) implements Spot {}
}
