/// RPM's package databases: the three forms of their file (SQLite, NDB, Berkeley DB), and the headers of packages in them. All three are
/// read here, byte by byte within bounds; see docs/decisions/0020-rpm-databases-are-read-here.md.
@NullMarked
package dev.gatehouse.sca.rpm;

import org.jspecify.annotations.NullMarked;
