/// What a check reports: a weakness with its identity, its occurrences and its remedy.
@org.jspecify.annotations.NullMarked
package dev.gatehouse.core.finding;
