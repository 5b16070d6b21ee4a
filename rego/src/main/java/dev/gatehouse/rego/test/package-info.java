/// Runs the tests that policies bring along, rules named `test_…`, and measures what they cover.
@NullMarked
package dev.gatehouse.rego.test;

import org.jspecify.annotations.NullMarked;
