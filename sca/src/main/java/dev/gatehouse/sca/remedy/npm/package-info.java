/// npm: a project with `package.json` and `package-lock.json` of version 2 or 3, resolved and written as npm 7 and later do.
@org.jspecify.annotations.NullMarked
package dev.gatehouse.sca.remedy.npm;
