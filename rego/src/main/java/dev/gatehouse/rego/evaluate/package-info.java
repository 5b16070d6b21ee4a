/// The machine. [Planner] turns ordered bodies into chains of steps over numbered slots; an [Evaluation] runs
/// them.
///
/// At every point of a body it is known which variables are bound, so a step either reads a slot or writes it,
/// and nothing has to be undone when the machine goes back to try the next element.
@NullMarked
package dev.gatehouse.rego.evaluate;

import org.jspecify.annotations.NullMarked;
