/// OPA's intermediate representation: plans that `opa build -t plan` made are read and evaluated, without the policy's text.
@NullMarked
package dev.gatehouse.rego.plan;

import org.jspecify.annotations.NullMarked;
