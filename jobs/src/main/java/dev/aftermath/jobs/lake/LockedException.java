package dev.aftermath.jobs.lake;

/** Another run is writing to the lake. */
public final class LockedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String holder;

  LockedException(String lake, String holder) {
    super(
        "Cannot start: another run is writing to the lake "
            + lake
            + " (held by "
            + holder
            + "). Wait for it to end, or look at it with 'aftermath status'.");
    this.holder = holder;
  }

  /** What the other run says of itself. */
  public String holder() {
    return holder;
  }
}
