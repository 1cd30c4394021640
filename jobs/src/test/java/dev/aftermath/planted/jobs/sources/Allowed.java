package dev.aftermath.planted.jobs.sources;

import java.io.IOException;
import java.io.UncheckedIOException;

/** An exception with a meaning of its own. */
final class Allowed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Allowed(String message) {
    super(message);
  }

  static UncheckedIOException unreadable(IOException cause) {
    return new UncheckedIOException("Cannot read", cause);
  }
}
