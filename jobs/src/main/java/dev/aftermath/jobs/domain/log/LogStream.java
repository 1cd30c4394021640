package dev.aftermath.jobs.domain.log;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whose lines a stream holds, and how to read them.
 *
 * @param service null where no label names one
 * @param tenant null where no label names one
 * @param format where the message stands; null where lines are JSON, logfmt or the message itself
 */
public record LogStream(
    @Nullable String service, @Nullable String tenant, @Nullable MessageFormat format) {

  /**
   * The message of a line: its first line of text, without what the format puts around it. A line
   * that is not of the format is a message as it is.
   */
  public String message(String line) {
    Optional<String> found = format == null ? StructuredLine.message(line) : format.message(line);
    String message = found.orElse(line).strip();
    int lineBreak = message.indexOf('\n');
    return lineBreak < 0 ? message : message.substring(0, lineBreak);
  }
}
