/// What people already have: gitleaks' configurations, ignore files and baselines.
@org.jspecify.annotations.NullMarked
package dev.gatehouse.secrets.gitleaks;
