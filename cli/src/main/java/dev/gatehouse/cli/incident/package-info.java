/// Detection and what follows from it: alerts, incidents.
@org.jspecify.annotations.NullMarked
package dev.gatehouse.cli.incident;
