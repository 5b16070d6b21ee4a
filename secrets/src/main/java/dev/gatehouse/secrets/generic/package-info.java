/// Secrets without a provider's form: finds values that something calls a password, a token or a key, and judges by a trained
/// classifier from the value, its name and what stands around it whether they are secrets.
@org.jspecify.annotations.NullMarked
package dev.gatehouse.secrets.generic;
