package dev.aftermath.reports.evidence;

import java.util.Arrays;

/** Which names a pack may hold. */
final class PackPaths {
  private PackPaths() {}

  /** Whether a path stays inside its folder on every system. */
  static boolean isPlain(String path) {
    return !path.isEmpty()
        && !path.startsWith("/")
        && path.indexOf('\\') < 0
        && path.indexOf(':') < 0
        && path.chars().noneMatch(Character::isISOControl)
        && Arrays.stream(path.split("/", -1))
            .noneMatch(name -> name.isEmpty() || name.equals(".") || name.equals(".."));
  }
}
