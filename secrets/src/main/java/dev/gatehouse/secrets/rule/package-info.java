/// Rules: what they look for, their headers, the catalogue and how it is read, packed and loaded.
@org.jspecify.annotations.NullMarked
package dev.gatehouse.secrets.rule;
