/// What differs between two bills of materials, images, folders or commits.
@org.jspecify.annotations.NullMarked
package dev.gatehouse.cli.diff;
