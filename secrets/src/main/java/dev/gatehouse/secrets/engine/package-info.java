/// Finds every match of every pattern in a text at once: engines nominate places, re2j decides.
@org.jspecify.annotations.NullMarked
package dev.gatehouse.secrets.engine;
