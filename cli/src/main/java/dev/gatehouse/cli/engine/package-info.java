/// The engines: how the check of each is made from configuration and files, and which rules it has.
///
/// A further engine is one class that implements [Engine] and one line in [Engines].
@org.jspecify.annotations.NullMarked
package dev.gatehouse.cli.engine;
