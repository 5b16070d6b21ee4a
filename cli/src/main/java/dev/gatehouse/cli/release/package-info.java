/// Release: one image is looked at, judged, and the signed decision and bill of materials are attached to it.
@org.jspecify.annotations.NullMarked
package dev.gatehouse.cli.release;
