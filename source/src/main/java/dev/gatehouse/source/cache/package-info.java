/// What earlier scans learned: bounded, shared by processes, authenticated.
@org.jspecify.annotations.NullMarked
package dev.gatehouse.source.cache;
