/// Threat models derived from the repository: what there is, what flows where, what threatens it, and what people answered.
@NullMarked
package dev.gatehouse.threatmodel;

import org.jspecify.annotations.NullMarked;
