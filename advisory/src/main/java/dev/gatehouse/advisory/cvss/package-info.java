/// CVSS vectors and their scores.
@NullMarked
package dev.gatehouse.advisory.cvss;

import org.jspecify.annotations.NullMarked;
