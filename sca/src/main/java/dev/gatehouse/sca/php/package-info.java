/// PHP: Composer.
@org.jspecify.annotations.NullMarked
package dev.gatehouse.sca.php;
