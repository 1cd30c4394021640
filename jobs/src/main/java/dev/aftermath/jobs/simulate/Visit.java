package dev.aftermath.jobs.simulate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Consumer;

/** Lets a visitor of incidents write files. */
final class Visit {

  private Visit() {}

  /** A visitor that may fail to write. */
  interface Writing<T> {
    void accept(T value) throws IOException;
  }

  static <T> Consumer<T> writing(Writing<T> visitor) {
    return value -> {
      try {
        visitor.accept(value);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    };
  }
}
