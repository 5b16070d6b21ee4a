/// What policies may reach outside of an evaluation: nothing, unless the host hands over one of these.
@NullMarked
package dev.gatehouse.rego.outside;

import org.jspecify.annotations.NullMarked;
