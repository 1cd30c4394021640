package dev.aftermath.jobs.pipeline;

/** No incident, or more than one, is meant by a word; the message says what to name instead. */
public final class UnknownIncidentException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnknownIncidentException(String message) {
    super(message);
  }
}
