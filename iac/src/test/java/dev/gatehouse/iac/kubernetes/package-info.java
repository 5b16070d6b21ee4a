@org.jspecify.annotations.NullMarked
package dev.gatehouse.iac.kubernetes;
