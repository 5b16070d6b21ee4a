/// The values of Rego: null, booleans, numbers, strings, arrays, objects and sets, how they compare, and how they are read and written.
@NullMarked
package dev.gatehouse.rego.value;

import org.jspecify.annotations.NullMarked;
