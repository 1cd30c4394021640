package dev.aftermath.jobs.sources;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The lines of a text with their terminators, of which some may be put back to be read again. */
final class CsvLines {
  /** The longest line that is held; of a longer one only the beginning is. */
  static final int LONGEST = 16 * 1024 * 1024;

  private static final int KEPT_OF_TOO_LONG = 64 * 1024;

  private final Reader text;
  private final char[] window = new char[1 << 15];
  private final Deque<Line> putBack = new ArrayDeque<>();
  private int next;
  private int limit;
  private long number;

  CsvLines(Reader text) {
    this.text = text;
  }

  /**
   * One line.
   *
   * @param number counted from 1
   * @param text with its terminator, if it has one
   * @param tooLong whether it is longer than {@link #LONGEST} and only its beginning is here
   */
  record Line(long number, String text, boolean tooLong) {
    boolean isTerminated() {
      return text.endsWith("\n") || text.endsWith("\r");
    }
  }

  /** The next line; null at the end. */
  @Nullable Line next() throws IOException {
    Line again = putBack.pollFirst();
    return again != null ? again : read();
  }

  /** Puts the lines back, to be read next in this order. */
  void putBack(List<Line> lines) {
    for (int i = lines.size() - 1; i >= 0; i--) {
      putBack.addFirst(lines.get(i));
    }
  }

  private @Nullable Line read() throws IOException {
    StringBuilder line = new StringBuilder();
    boolean tooLong = false;
    boolean ended = false;
    while (!ended && available()) {
      int end = endOfLine();
      ended = end <= limit && isTerminator(window[end - 1]);
      if (line.length() < LONGEST) {
        line.append(window, next, end - next);
      } else {
        tooLong = true;
      }
      boolean carriageReturn = window[end - 1] == '\r';
      next = end;
      if (carriageReturn && available() && window[next] == '\n') {
        line.append('\n');
        next++;
      }
    }
    if (line.isEmpty()) {
      return null;
    }
    number++;
    if (tooLong) {
      line.setLength(KEPT_OF_TOO_LONG);
    }
    return new Line(number, line.toString(), tooLong);
  }

  private int endOfLine() {
    int end = next;
    while (end < limit) {
      if (isTerminator(window[end++])) {
        return end;
      }
    }
    return end;
  }

  private static boolean isTerminator(char character) {
    return character == '\n' || character == '\r';
  }

  private boolean available() throws IOException {
    if (next < limit) {
      return true;
    }
    next = 0;
    limit = Math.max(0, text.read(window, 0, window.length));
    return limit > 0;
  }
}
