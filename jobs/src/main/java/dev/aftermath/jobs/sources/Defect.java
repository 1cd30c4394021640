package dev.aftermath.jobs.sources;

import java.io.Serializable;

/**
 * Something in an export that cannot be taken: where it stands, why, and what to do about it.
 *
 * @param position the record's place in its file, counted from 1
 * @param where the place for a human: {@code line 12, column 7} or {@code record 3, created_at}
 * @param cause what is wrong, with the offending value
 * @param remedy what the reader of the message can do
 * @param original the record as received, cut after 64 KiB; empty when there is no text to show
 * @param recordCount how many records or samples are held back with it; at least 1
 */
public record Defect(
    long position,
    String where,
    DefectKind kind,
    String cause,
    String remedy,
    String original,
    long recordCount)
    implements Serializable {
  private static final int LONGEST_ORIGINAL = 64 * 1024;

  /** Cuts the original text and insists on a count of at least one. */
  public Defect {
    if (recordCount < 1) {
      throw new IllegalArgumentException("Invalid defect: recordCount " + recordCount);
    }
    if (original.length() > LONGEST_ORIGINAL) {
      original = original.substring(0, LONGEST_ORIGINAL);
    }
  }

  /** A defect of exactly one record. */
  public static Defect ofRecord(
      long position, String where, DefectKind kind, String cause, String remedy, String original) {
    return new Defect(position, where, kind, cause, remedy, original, 1);
  }
}
