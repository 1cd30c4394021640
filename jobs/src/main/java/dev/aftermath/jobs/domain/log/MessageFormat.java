package dev.aftermath.jobs.domain.log;

import java.io.Serializable;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the message stands in the lines of some streams.
 *
 * @param labels the labels that a stream has, all of them
 * @param expression finds the message in a line, in its group {@link #MESSAGE}
 */
public record MessageFormat(Map<String, String> labels, Pattern expression)
    implements Serializable {
  /** The name of the group that is the message. */
  public static final String MESSAGE = "message";

  /** Takes a copy of the labels, in the order of their names: definitions are compared as text. */
  public MessageFormat {
    labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
  }

  boolean isOf(Map<String, String> stream) {
    return stream.entrySet().containsAll(labels.entrySet());
  }

  Optional<String> message(String line) {
    Matcher found = expression.matcher(line);
    return found.find() ? Optional.ofNullable(found.group(MESSAGE)) : Optional.empty();
  }
}
