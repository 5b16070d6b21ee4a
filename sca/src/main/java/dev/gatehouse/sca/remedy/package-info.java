/// Which upgrades remove the most risk for the least change: the plan, held against advisories after every step, and the edits
/// that carry it out.
@org.jspecify.annotations.NullMarked
package dev.gatehouse.sca.remedy;
