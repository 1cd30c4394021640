package dev.aftermath.reports.evidence;

/**
 * One thing wrong with a pack.
 *
 * @param kind what kind of thing
 * @param file the file concerned, relative to the pack's folder where it is inside it
 * @param cause what was found
 * @param remedy what to do
 */
public record Finding(Kind kind, String file, String cause, String remedy) {
  private static final String AGAIN =
      "Get the pack again from its publisher; do not rely on this copy.";

  /** The kinds of findings. */
  public enum Kind {
    /** A manifest lists a file that is not there. */
    MISSING_FILE,
    /** A file's bytes are not those of the manifest. */
    CHANGED_FILE,
    /** A file is there that no manifest lists. */
    ADDED_FILE,
    /** One name occurs twice, exactly or where case is ignored. */
    DUPLICATE_NAME,
    /** A name leads out of the pack's folder. */
    PATH_ESCAPE,
    /** The archive is out of all proportion to its content. */
    ZIP_BOMB,
    /** A line of a manifest cannot be read. */
    BROKEN_MANIFEST_LINE,
    /** The archive's list of contents and its contents differ, or it is damaged. */
    BROKEN_ARCHIVE,
    /** A file that makes the folder a bag is wrong. */
    BROKEN_BAG
  }

  static Finding publisher(Kind kind, String file, String cause) {
    return new Finding(kind, file, cause, AGAIN);
  }

  /** The finding as one line for people. */
  public String message() {
    return "%s: %s. %s".formatted(file, cause, remedy);
  }
}
