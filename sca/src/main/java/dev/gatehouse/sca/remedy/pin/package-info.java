/// Projects whose files name exact versions: where each version is written, what it moves, and the edit that raises it. Lock files
/// that only their package manager can write are left to it, in a folder of its own and with scripts off.
@org.jspecify.annotations.NullMarked
package dev.gatehouse.sca.remedy.pin;
