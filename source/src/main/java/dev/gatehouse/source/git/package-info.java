/// Git repositories as sources: their history, a range of commits, one commit, the index. Only reads; runs neither git nor
/// anything a repository names.
@org.jspecify.annotations.NullMarked
package dev.gatehouse.source.git;
