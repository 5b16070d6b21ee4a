/// Rules about an image as a whole: its configuration, its history, the modes of its files.
@NullMarked
package dev.gatehouse.oci.check;

import org.jspecify.annotations.NullMarked;
