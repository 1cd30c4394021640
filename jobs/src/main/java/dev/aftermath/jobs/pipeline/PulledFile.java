package dev.aftermath.jobs.pipeline;

import java.util.List;

/**
 * A file that a pull wrote.
 *
 * @param source the source whose files it belongs to
 * @param uri its full name
 * @param itemCount samples or log lines that its format's reader finds in it
 * @param byteCount its size
 * @param warnings what the reader warns about or cannot take, a line each
 */
public record PulledFile(
    String source, String uri, long itemCount, long byteCount, List<String> warnings) {

  /** Takes a copy. */
  public PulledFile {
    warnings = List.copyOf(warnings);
  }
}
