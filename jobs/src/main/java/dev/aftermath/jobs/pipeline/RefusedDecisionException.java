package dev.aftermath.jobs.pipeline;

/** A decision about causes cannot be taken; the message says why and what to do. */
public final class RefusedDecisionException extends RuntimeException {
  private static final long serialVersionUID = 1;

  RefusedDecisionException(String message) {
    super(message);
  }
}
