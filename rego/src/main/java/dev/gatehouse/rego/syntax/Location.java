package dev.gatehouse.rego.syntax;

/// Where a piece of a module stands.
///
/// @param file the module's name as the caller gave it, empty for a query
/// @param row the line, counted from 1; 0 when the place is unknown
/// @param column the column in code points, counted from 1
/// @param offset the start in the module's text, in UTF-16 units
/// @param end the first position after the piece, in UTF-16 units
public record Location(String file, int row, int column, int offset, int end) {

    /// A place about which only the file is known.
    public static Location of(String file) {
        return new Location(file, 0, 0, 0, 0);
    }

    /// This place, ending elsewhere.
    public Location until(int newEnd) {
        return new Location(file, row, column, offset, newEnd);
    }

    /// This place, covering another stretch of text.
    Location spanning(int newOffset, int newEnd) {
        return new Location(file, row, column, newOffset, newEnd);
    }

    /// Order by file, then row, then column.
    public static int compare(Location a, Location b) {
        int byFile = a.file.compareTo(b.file);
        if (byFile != 0) {
            return byFile;
        }
        return a.row != b.row ? Integer.compare(a.row, b.row) : Integer.compare(a.column, b.column);
    }

    @Override
    public String toString() {
        return (file.isEmpty() ? "" : file + ":") + row;
    }
}
