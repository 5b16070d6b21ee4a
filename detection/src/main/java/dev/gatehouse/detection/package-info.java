/// Rules in Sigma format over streams of events; what they find is findings like any other.
@NullMarked
package dev.gatehouse.detection;

import org.jspecify.annotations.NullMarked;
