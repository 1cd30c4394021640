package dev.aftermath.jobs.domain.log;

import java.util.Optional;

/** Finds the message in lines that say themselves where it is: JSON objects and logfmt. */
final class StructuredLine {
  private static final String ESCAPES = "nrtbf";
  private static final String ESCAPED = "\n\r\t\b\f";

  private final String line;
  private int at;

  private StructuredLine(String line) {
    this.line = line;
  }

  /** The value of {@code msg} or {@code message}, whichever comes first; empty when none is one. */
  static Optional<String> message(String line) {
    StructuredLine reading = new StructuredLine(line);
    return line.startsWith("{") ? reading.ofJson() : reading.ofLogfmt();
  }

  /** Members of the outermost object only: what is nested is about something else. */
  private Optional<String> ofJson() {
    int depth = 0;
    while (at < line.length()) {
      char c = line.charAt(at);
      if (c == '"') {
        String text = quoted();
        if (depth == 1 && isMessage(text) && isNext(':') && isNext('"')) {
          at--;
          return Optional.of(quoted());
        }
        continue;
      }
      if (c == '{' || c == '[') {
        depth++;
      } else if (c == '}' || c == ']') {
        depth--;
      }
      at++;
    }
    return Optional.empty();
  }

  private Optional<String> ofLogfmt() {
    int space = line.indexOf(' ');
    int equals = line.indexOf('=');
    // Prose may speak of msg=: a logfmt line has a key in front already.
    if (equals <= 0 || (space >= 0 && space < equals)) {
      return Optional.empty();
    }
    while (at < line.length()) {
      int start = at;
      while (at < line.length() && line.charAt(at) != '=' && line.charAt(at) != ' ') {
        at++;
      }
      boolean isWanted = isMessage(line.substring(start, at));
      if (at < line.length() && line.charAt(at) == '=') {
        at++;
        String value = value();
        if (isWanted) {
          return Optional.of(value);
        }
      }
      at++;
    }
    return Optional.empty();
  }

  private String value() {
    if (at < line.length() && line.charAt(at) == '"') {
      return quoted();
    }
    int start = at;
    int end = line.indexOf(' ', at);
    at = end < 0 ? line.length() : end;
    return line.substring(start, at);
  }

  /** The text between the quotation mark here and the next; to the end where there is none. */
  private String quoted() {
    StringBuilder text = new StringBuilder();
    at++;
    while (at < line.length() && line.charAt(at) != '"') {
      char c = line.charAt(at++);
      text.append(c == '\\' && at < line.length() ? escaped() : c);
    }
    at++;
    return text.toString();
  }

  private char escaped() {
    char c = line.charAt(at++);
    if (c == 'u' && at + 4 <= line.length()) {
      int code = 0;
      for (int i = 0; i < 4; i++) {
        code = 16 * code + Math.max(0, Character.digit(line.charAt(at++), 16));
      }
      return (char) code;
    }
    int place = ESCAPES.indexOf(c);
    return place < 0 ? c : ESCAPED.charAt(place);
  }

  private boolean isNext(char wanted) {
    while (at < line.length() && line.charAt(at) == ' ') {
      at++;
    }
    return at < line.length() && line.charAt(at++) == wanted;
  }

  private static boolean isMessage(String key) {
    return key.equals("msg") || key.equals("message");
  }
}
