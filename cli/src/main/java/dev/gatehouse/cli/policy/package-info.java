/// `gatehouse policy`: Rego policies evaluated, tested, checked and formatted.
@NullMarked
package dev.gatehouse.cli.policy;

import org.jspecify.annotations.NullMarked;
