/// Threat models derived from the repository: components, stores, flows, boundaries, and the threats to them.
@NullMarked
package dev.gatehouse.threatmodel;

import org.jspecify.annotations.NullMarked;
