/// The formats `report/1` and `decision/1`: writers, strict readers, canonical form and digest.
@org.jspecify.annotations.NullMarked
package dev.gatehouse.report.json;
