/// What happens after a regular expression has matched: which part is the secret, whether it is one, how sure that is.
@org.jspecify.annotations.NullMarked
package dev.gatehouse.secrets.match;
