/// From modules to definitions that can be planned: names are resolved, nested calls and local variables are
/// made plain, bodies are ordered so that every variable is bound before it is used, and everything that OPA's
/// compiler refuses is refused, with its codes and places.
///
/// The work is done in stages. Each stage sees all modules; when one finds errors, the later ones do not run.
@NullMarked
package dev.gatehouse.rego.compile;

import org.jspecify.annotations.NullMarked;
