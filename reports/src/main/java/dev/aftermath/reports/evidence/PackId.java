package dev.aftermath.reports.evidence;

import java.util.regex.Pattern;

/**
 * Names a pack.
 *
 * @param scope tenant or organisation, of the characters A-Z a-z 0-9 . _ -
 * @param period such as {@code 2026-W46}, of the same characters
 * @param sequence number of the pack among those of its scope and period, from 1
 */
public record PackId(String scope, String period, int sequence) {
  private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,99}");

  /** Checks that the names can be part of a path anywhere. */
  public PackId {
    require("scope", scope);
    require("period", period);
    if (sequence < 1) {
      throw new IllegalArgumentException(
          "Invalid pack sequence: %d (it counts from 1)".formatted(sequence));
    }
  }

  private static void require(String what, String value) {
    if (!SAFE.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "Invalid pack %s: '%s' (use up to 100 of the characters A-Z a-z 0-9 . _ -, not starting with . or -)"
              .formatted(what, value));
    }
  }

  /** The name of the pack's one top folder. */
  public String folder() {
    return "pack-%s-%s-%04d".formatted(scope, period, sequence);
  }
}
