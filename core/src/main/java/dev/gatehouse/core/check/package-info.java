/// What reads contents and reports findings.
@org.jspecify.annotations.NullMarked
package dev.gatehouse.core.check;
