/// The report format report/1 and every other writer.
@org.jspecify.annotations.NullMarked
package dev.gatehouse.report;
