/// Draws the model as a data-flow diagram.
@NullMarked
package dev.gatehouse.threatmodel.diagram;

import org.jspecify.annotations.NullMarked;
