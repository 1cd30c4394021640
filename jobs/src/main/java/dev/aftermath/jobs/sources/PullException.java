package dev.aftermath.jobs.sources;

import java.io.IOException;

/** A pull that failed: what was asked, what came back and what to do. Never holds a secret. */
public final class PullException extends IOException {
  private static final long serialVersionUID = 1L;

  private final int status;

  PullException(String message, int status) {
    super(message);
    this.status = status;
  }

  /** The HTTP status of the answer; 0 when there was none. */
  public int status() {
    return status;
  }
}
