/// Finds every match of every pattern in a text at once: a scan nominates places, re2j decides.
///
/// [dev.gatehouse.secrets.engine.Engines] makes engines; all find the same. How a match is found:
///
/// 1. `RegexReader` reads the expression into `Node`s: what it matches, without groups and greed.
/// 2. `Branches` takes from them literals that every match must hold, and cuts the expression behind them.
/// 3. A `LiteralScanner` finds all literals of all patterns in one pass: Vectorscan, or an Aho-Corasick automaton in Java.
/// 4. At each the two sides of the `Cut` are tried by small `Automaton`s, made state by state while texts need them. They are
///    exact
///    for ASCII and let too much through beyond it, never too little. So hardly anything is left that is no match.
/// 5. `Confirmation` asks re2j (`Probe`) at each place where a match may begin, and puts together what successive finds over the
///    whole text would give. No window has to be guessed: re2j reads more until its word no longer depends on where the text was
///    cut off.
///
/// A pattern without useful literals is looked for by an automaton of its own that runs over the text backward and marks where
/// matches begin. One that can match nothing at all, or whose syntax only re2j knows, is left to re2j.
@org.jspecify.annotations.NullMarked
package dev.gatehouse.secrets.engine;
