/// The declarative mappings: where a format keeps what a finding is made of. One data file a format.
@NullMarked
package dev.gatehouse.foreign.mapping;

import org.jspecify.annotations.NullMarked;
