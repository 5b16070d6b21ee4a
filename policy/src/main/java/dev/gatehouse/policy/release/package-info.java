/// What a release stands on: the signed decision, the bill of materials, the approvals of an image, and whether they let it be deployed.
@org.jspecify.annotations.NullMarked
package dev.gatehouse.policy.release;
