/// What providers build into their tokens so that a typing error, or a coincidence, can be told from a real one: check sums and
/// inner structure. All of it from public documentation; see each class for its source.
@org.jspecify.annotations.NullMarked
package dev.gatehouse.secrets.checksum;
