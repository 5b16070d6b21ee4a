/// SSH keys and signatures as OpenSSH writes them (`ssh-keygen -Y sign`), on the JDK's cryptography.
@org.jspecify.annotations.NullMarked
package dev.gatehouse.policy.ssh;
