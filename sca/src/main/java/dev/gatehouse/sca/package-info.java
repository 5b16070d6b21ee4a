/// Packages of a tree or image, the advisories that match them, licences, SBOM and VEX.
@NullMarked
package dev.gatehouse.sca;

import org.jspecify.annotations.NullMarked;
