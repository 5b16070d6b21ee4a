@NullMarked
package dev.gatehouse.dist;

import org.jspecify.annotations.NullMarked;
