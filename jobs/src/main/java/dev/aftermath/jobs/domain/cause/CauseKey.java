package dev.aftermath.jobs.domain.cause;

import dev.aftermath.jobs.domain.digest.Sha256;
import java.nio.ByteBuffer;
import java.util.Locale;

/**
 * A fingerprint of an incident: incidents that have one in common have the same cause.
 *
 * @param scope whose incidents are compared; empty where that is all
 */
public record CauseKey(Kind kind, String scope, String text) {

  /** What a fingerprint is made of, the surest first. */
  public enum Kind {
    /** The same problem record. */
    PROBLEM,
    /** One names the other as what it belongs to, or both name the same. */
    PARENT,
    /** The same change is named as what caused it. */
    CHANGE,
    /** The same monitor, saying the same. */
    MONITOR,
    /** The same rule of alerts, saying the same. */
    ALERT_RULE,
    /** A title that a machine made, masked. */
    TEMPLATE,
    /** A human wrote the same cause. */
    SENTENCE,
    /** A human wrote the same title, to the letter. */
    TITLE;

    /** The word in tables. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Whether somebody said that the two belong together. */
    public boolean isHardLink() {
      return compareTo(CHANGE) <= 0;
    }
  }

  /**
   * The key in 64 bits: of four million keys two are the same by chance once in a million times.
   */
  public long hash() {
    return ByteBuffer.wrap(Sha256.of(inFull())).getLong();
  }

  String inFull() {
    return kind + "\n" + scope + "\n" + text;
  }
}
