/// Go's text templates (`text/template`), as far as `strings.render_template` can reach: the whole language of actions, without functions of
/// the host, complex numbers and `html`-escaping by context.
@NullMarked
package dev.gatehouse.rego.template;

import org.jspecify.annotations.NullMarked;
