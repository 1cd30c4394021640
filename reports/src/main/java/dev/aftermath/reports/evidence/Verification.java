package dev.aftermath.reports.evidence;

import java.util.List;

/**
 * The outcome of verifying a pack.
 *
 * @param filesChecked number of files whose bytes were compared
 * @param tagManifestSha256 SHA-256 of {@code tagmanifest-sha256.txt}, the one figure to compare
 *     with the publisher's; empty where the file is missing
 * @param findings everything wrong, in order of file name; empty for a good pack
 */
public record Verification(int filesChecked, String tagManifestSha256, List<Finding> findings) {
  /** Copies the findings. */
  public Verification {
    findings = List.copyOf(findings);
  }

  /** Whether nothing is wrong. */
  public boolean isValid() {
    return findings.isEmpty();
  }
}
