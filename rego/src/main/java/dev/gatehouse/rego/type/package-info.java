/// What a checker knows of a term before evaluation: the types of Rego, in OPA's terms.
@NullMarked
package dev.gatehouse.rego.type;

import org.jspecify.annotations.NullMarked;
