/// The Sigma rule language: rules, their conditions, and what they match in an event (SigmaHQ/sigma-specification, version 2).
@NullMarked
package dev.gatehouse.detection.sigma;

import org.jspecify.annotations.NullMarked;
