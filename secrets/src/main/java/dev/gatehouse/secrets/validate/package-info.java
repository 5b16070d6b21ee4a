/// Live validation: asks providers whether a secret still works. Off unless a person or an organisation asks for it.
@org.jspecify.annotations.NullMarked
package dev.gatehouse.secrets.validate;
