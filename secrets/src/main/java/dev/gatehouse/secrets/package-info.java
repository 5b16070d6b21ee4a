/// Leaked secrets: the catalogue, the rule format, the engines that nominate and the confirmation that decides.
@org.jspecify.annotations.NullMarked
package dev.gatehouse.secrets;
