package dev.aftermath.reports.evidence;

/** The text that tells an auditor how to check a pack with stock tools. */
final class Instructions {
  private Instructions() {}

  static String text(String folder, int payloadFiles) {
    return """
        How to verify this evidence pack
        ================================
        Needed: bash, sha256sum, find, sort, sed and diff, as on any Linux. No network, no program of ours.
        Unpack the pack, change into the folder %s, and run the four commands.

        1. No payload file was changed or removed:
        sha256sum --check --quiet manifest-sha256.txt && echo "1 OK: %d payload files as listed"

        2. Neither was the manifest nor any other file beside the payload:
        sha256sum --check --quiet tagmanifest-sha256.txt && echo "2 OK: tag files as listed"

        3. No payload file was added:
        diff <(find data ! -type d | LC_ALL=C sort) <(sed -nE 's/^[0-9a-f]{64}  //p' manifest-sha256.txt | LC_ALL=C sort) && echo "3 OK: no payload file added"

        4. No other file was added:
        diff <(find . -maxdepth 1 ! -type d ! -name tagmanifest-sha256.txt -printf '%%f\\n' | LC_ALL=C sort) <(sed -nE 's/^[0-9a-f]{64}  //p' tagmanifest-sha256.txt | LC_ALL=C sort) && echo "4 OK: no tag file added"

        Expected output, and nothing else:
        1 OK: %d payload files as listed
        2 OK: tag files as listed
        3 OK: no payload file added
        4 OK: no tag file added

        What this proves: the files are those the pack was made of. It does not prove who made the pack or when: compare the
        SHA-256 of tagmanifest-sha256.txt with the one you were given by a separate way.
        """
        .formatted(folder, payloadFiles, payloadFiles);
  }
}
