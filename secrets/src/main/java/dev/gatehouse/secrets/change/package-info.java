/// What of a text is new against an earlier version of it, so that a version need be looked at only there.
@org.jspecify.annotations.NullMarked
package dev.gatehouse.secrets.change;
