package dev.gatehouse.report;

import java.time.Duration;
import java.time.Instant;

/// When a scan ran and how long it took.
///
/// @param started
///            begin of the scan
/// @param wall
///            elapsed time
/// @param cpu
///            processor time of the process, all threads
public record Run(Instant started, Duration wall, Duration cpu) {}
