package dev.aftermath.jobs.cli;

/** Something that the caller named cannot be used; the message says what and what to do. */
final class InvalidInputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  InvalidInputException(String message) {
    super(message);
  }
}
