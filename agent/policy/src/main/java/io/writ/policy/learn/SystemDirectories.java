package io.writ.policy.learn;

import java.util.Set;

/**
 * Directories that are never granted as a whole: they belong to the system or to all users, and a
 * rule for one would be a rule for everything. What was seen directly in them is listed file by
 * file.
 */
final class SystemDirectories {
  private static final Set<String> NAMES =
      Set.of(
          "/",
          "/bin",
          "/boot",
          "/dev",
          "/etc",
          "/home",
          "/lib",
          "/lib32",
          "/lib64",
          "/media",
          "/mnt",
          "/opt",
          "/proc",
          "/proc/self",
          "/root",
          "/run",
          "/sbin",
          "/srv",
          "/sys",
          "/usr",
          "/usr/bin",
          "/usr/lib",
          "/usr/lib64",
          "/usr/local",
          "/usr/local/bin",
          "/usr/local/lib",
          "/usr/sbin",
          "/usr/share",
          "/var",
          "/var/lib",
          "/var/log",
          "/var/run");
  private static final String HOMES = "/home/";

  private SystemDirectories() {}

  /** Whether the directory is one of them, or somebody's home. */
  static boolean isOne(String directory) {
    boolean isHome = directory.startsWith(HOMES) && directory.indexOf('/', HOMES.length()) < 0;
    return isHome || NAMES.contains(directory);
  }
}
