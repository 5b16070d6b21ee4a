/// JavaScript: npm, Yarn, pnpm, Bun.
@org.jspecify.annotations.NullMarked
package dev.gatehouse.sca.npm;
