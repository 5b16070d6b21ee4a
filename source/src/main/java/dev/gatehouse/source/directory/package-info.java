/// Files of a working tree: walked in parallel, ignore rules as git has them, links never followed.
@org.jspecify.annotations.NullMarked
package dev.gatehouse.source.directory;
