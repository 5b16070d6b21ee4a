/// Reports of other tools, read into findings by declarative mappings.
@NullMarked
package dev.gatehouse.foreign;

import org.jspecify.annotations.NullMarked;
