package dev.aftermath.jobs.domain.log;

/**
 * What a log message says without what differs from one time to the next: every token with a digit
 * becomes {@link #MASK}, tokens are parted by single spaces.
 *
 * <p>Tokens are what white space parts, for numbers, addresses, identifiers and paths have digits
 * somewhere while words of a program's text seldom do. Finer cuts and lists of expressions group
 * measurably worse (decision 022).
 */
public final class LogSignature {
  /** What stands for a token that differs. */
  public static final String MASK = "<*>";

  /** Characters of a message that are looked at: what follows is data, not wording. */
  static final int LENGTH_LIMIT = 2_000;

  private LogSignature() {}

  /** The signature of a message; empty when it has no tokens. */
  public static String of(String message) {
    Masking masking = new Masking();
    masking.mask(message);
    return new String(masking.signature());
  }
}
