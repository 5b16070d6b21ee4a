/// Package databases of operating systems: dpkg, apk.
@org.jspecify.annotations.NullMarked
package dev.gatehouse.sca.system;
