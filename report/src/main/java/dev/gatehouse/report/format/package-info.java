/// Every way to write a report: one class a format, [Reports] the way in.
@org.jspecify.annotations.NullMarked
package dev.gatehouse.report.format;
