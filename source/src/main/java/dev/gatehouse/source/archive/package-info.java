/// Archives and compressed files, read in memory and within limits; nothing is ever extracted to disk.
@org.jspecify.annotations.NullMarked
package dev.gatehouse.source.archive;
