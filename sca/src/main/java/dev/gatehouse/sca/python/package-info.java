/// Python: pip, Pipenv, Poetry, uv, PDM, conda, installed distributions.
@org.jspecify.annotations.NullMarked
package dev.gatehouse.sca.python;
