package dev.aftermath.jobs.sources;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads UTF-8 text with one window in memory and knows the line and column of every character.
 *
 * <p>A byte that is not UTF-8 does not stop the reading: it becomes one character of the range
 * U+DC80 to U+DCFF, which no valid text yields, so that the record it stands in can be told from
 * its neighbours. {@link #flawIn} finds such characters, and control characters, in a text.
 */
final class TextCursor {
  /** What {@link #peek} and {@link #take} return at the end of the text. */
  static final int END = -1;

  private static final int WINDOW = 1 << 16;
  private static final VarHandle EIGHT_BYTES =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
  private static final char ESCAPED_BYTE = '\uDC00';
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final InputStream bytes;
  private final ByteBuffer encoded = ByteBuffer.allocate(WINDOW).flip();
  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT);
  private final boolean byteOrderMark;

  private char[] window = new char[WINDOW];
  private int next;
  private int limit;
  private int mark = -1;
  private boolean ended;
  private int counted;

  /** From here on the window holds no line end: an answer of Prometheus is one line. */
  private int oneLineFrom;

  private long line = 1;
  private long column = 1;

  TextCursor(InputStream bytes) throws IOException {
    this.bytes = bytes;
    this.byteOrderMark = peek() == BYTE_ORDER_MARK;
    if (byteOrderMark) {
      next++;
      counted++;
    }
  }

  /** A place in the text, both counted from 1. */
  record Place(long line, long column) {
    @Override
    public String toString() {
      return "line " + line + ", column " + column;
    }

    /** The place of the character at the index of a text that begins here. */
    Place after(CharSequence text, int index) {
      long atLine = line;
      long atColumn = column;
      for (int i = 0; i < index; i++) {
        if (text.charAt(i) == '\n') {
          atLine++;
          atColumn = 1;
        } else {
          atColumn++;
        }
      }
      return new Place(atLine, atColumn);
    }
  }

  /** Whether the text begins with a byte order mark, which is skipped. */
  boolean hasByteOrderMark() {
    return byteOrderMark;
  }

  /** The next character, not taken; {@link #END} at the end. */
  int peek() throws IOException {
    return next < limit || fill() ? window[next] : END;
  }

  /** Takes the next character; {@link #END} at the end. */
  int take() throws IOException {
    return next < limit || fill() ? window[next++] : END;
  }

  /** Passes over the white space of JSON and returns what {@link #peek} then returns. */
  int skipSpace() throws IOException {
    int character = peek();
    while (character == ' ' || character == '\n' || character == '\r' || character == '\t') {
      next++;
      character = peek();
    }
    return character;
  }

  /** Where the next character stands. */
  Place place() {
    count(next);
    return new Place(line, column);
  }

  /** Keeps all text from the next character on in memory, until {@link #unmark}. */
  void mark() {
    mark = next;
  }

  /** How many characters were taken since the mark. */
  int markedLength() {
    return next - mark;
  }

  /** The text taken since the mark. */
  String marked() {
    return new String(window, mark, next - mark);
  }

  void unmark() {
    mark = -1;
  }

  /**
   * Makes characters available to {@link #ahead}, as many as asked for or as there are.
   *
   * @return how many there are, at most {@code wanted}
   */
  int ensure(int wanted) throws IOException {
    while (limit - next < wanted && fill()) {
      // Every round brings more text in.
    }
    return Math.min(wanted, limit - next);
  }

  /** A character that {@link #ensure} made available; 0 is the next one. */
  char ahead(int index) {
    return window[next + index];
  }

  /** Text that {@link #ensure} made available. */
  String textAhead(int from, int to) {
    return new String(window, next + from, to - from);
  }

  /**
   * The memory in which the characters lie that {@link #ensure} made available, the first of them
   * at {@link #windowStart}: for loops that would ask {@link #ahead} for every one. To be read
   * only, until the next call of anything else.
   */
  char[] window() {
    return window;
  }

  /** Where in {@link #window} the next character lies. */
  int windowStart() {
    return next;
  }

  /** Where in {@link #window} the characters end that are there already. */
  int windowEnd() {
    return limit;
  }

  /** Passes over characters that {@link #ensure} made available. */
  void skip(int characters) {
    next += characters;
  }

  /** The index of the first bad byte or forbidden control character; -1 when the text is clean. */
  static int flawIn(CharSequence text) {
    for (int i = 0; i < text.length(); i++) {
      char character = text.charAt(i);
      if (isForbiddenControl(character)
          || (isEscapedByte(character) && (i == 0 || !isHigh(text.charAt(i - 1))))) {
        return i;
      }
    }
    return -1;
  }

  /** Whether the flaw is a bad byte; otherwise it is a control character. */
  static boolean isEscapedByte(char flaw) {
    return flaw >= 0xDC80 && flaw <= 0xDCFF;
  }

  /** What the flaw is, for a message: {@code byte 0xFF} or {@code control character U+0000}. */
  static String describeFlaw(char flaw) {
    return isEscapedByte(flaw)
        ? String.format("byte 0x%02X", flaw - ESCAPED_BYTE)
        : String.format("control character U+%04X", (int) flaw);
  }

  /** The text with every bad byte shown as the replacement character. */
  static String readable(String text) {
    StringBuilder readable = new StringBuilder(text);
    for (int i = 0; i < text.length(); i++) {
      if (isEscapedByte(text.charAt(i)) && (i == 0 || !isHigh(text.charAt(i - 1)))) {
        readable.setCharAt(i, '\uFFFD');
      }
    }
    return readable.toString();
  }

  private static boolean isForbiddenControl(char character) {
    return character < ' ' && character != '\t' && character != '\n' && character != '\r';
  }

  private static boolean isHigh(char character) {
    return Character.isHighSurrogate(character);
  }

  private void count(int end) {
    for (; counted < Math.min(end, oneLineFrom); counted++) {
      if (window[counted] == '\n') {
        line++;
        column = 1;
      } else {
        column++;
      }
    }
    if (counted < end) {
      column += end - counted;
      counted = end;
    }
  }

  private boolean fill() throws IOException {
    if (ended) {
      return false;
    }
    makeRoom();
    CharBuffer decoded = CharBuffer.wrap(window, limit, window.length - limit);
    int before = limit;
    boolean lineEnds = false;
    while (decoded.position() == before && !ended) {
      lineEnds |= decodeInto(decoded);
    }
    limit = decoded.position();
    oneLineFrom = lineEnds ? limit : oneLineFrom;
    return limit > before;
  }

  private void makeRoom() {
    int keep = mark < 0 ? next : mark;
    if (keep > 0) {
      count(Math.max(counted, Math.min(keep, limit)));
      System.arraycopy(window, keep, window, 0, limit - keep);
      counted -= keep;
      oneLineFrom = Math.max(0, oneLineFrom - keep);
      next -= keep;
      limit -= keep;
      mark = mark < 0 ? -1 : 0;
    }
    if (window.length - limit < WINDOW / 2) {
      window = Arrays.copyOf(window, Math.max(WINDOW, window.length * 2));
    }
  }

  /** Whether there is a line end in what was decoded. */
  private boolean decodeInto(CharBuffer decoded) throws IOException {
    boolean last = !readMore();
    int from = encoded.position();
    CoderResult result = decoder.decode(encoded, decoded, last);
    if (result.isError()) {
      for (int i = 0; i < result.length() && decoded.hasRemaining(); i++) {
        decoded.put((char) (ESCAPED_BYTE + (encoded.get() & 0xFF)));
      }
      decoder.reset();
    } else if (last && result.isUnderflow()) {
      ended = true;
    }
    return hasLineEnd(encoded.array(), from, encoded.position());
  }

  /** Eight bytes at a time: the usual way to find a byte that is zero, here after exclusive-or. */
  private static boolean hasLineEnd(byte[] bytes, int from, int to) {
    int at = from;
    for (; at + Long.BYTES <= to; at += Long.BYTES) {
      long eight = (long) EIGHT_BYTES.get(bytes, at) ^ 0x0A0A0A0A0A0A0A0AL;
      if (((eight - 0x0101010101010101L) & ~eight & 0x8080808080808080L) != 0) {
        return true;
      }
    }
    while (at < to && bytes[at] != '\n') {
      at++;
    }
    return at < to;
  }

  private boolean readMore() throws IOException {
    if (encoded.remaining() >= 8) {
      return true;
    }
    encoded.compact();
    int read = bytes.read(encoded.array(), encoded.position(), encoded.remaining());
    if (read > 0) {
      encoded.position(encoded.position() + read);
    }
    encoded.flip();
    return read >= 0;
  }
}
