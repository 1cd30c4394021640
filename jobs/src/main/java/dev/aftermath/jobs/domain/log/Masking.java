package dev.aftermath.jobs.domain.log;

import java.util.Arrays;

/**
 * Turns messages into signatures in one pass and without garbage: what is written stays in a buffer
 * until the next message. Not for several threads at once.
 */
final class Masking {
  private static final byte LETTER = 0;
  private static final byte SPACE = 1;
  private static final byte DIGIT = 2;
  private static final byte[] KINDS = new byte[128];

  static {
    Arrays.fill(KINDS, 0, ' ' + 1, SPACE);
    Arrays.fill(KINDS, '0', '9' + 1, DIGIT);
  }

  private char[] read = new char[512];
  private char[] written = new char[1024];
  private int length;
  private int hash;

  /** Masks a message; what stands in the buffer then is its signature. */
  void mask(String message) {
    int end = Math.min(message.length(), LogSignature.LENGTH_LIMIT);
    if (end > read.length) {
      read = new char[LogSignature.LENGTH_LIMIT];
      // A digit between spaces becomes three characters: two grow to four at most.
      written = new char[2 * LogSignature.LENGTH_LIMIT + 4];
    }
    message.getChars(0, end, read, 0);
    char[] in = read;
    char[] out = written;
    int to = 0;
    int sum = 0;
    int at = 0;
    while (at < end) {
      char c = in[at];
      byte kind = kind(c);
      if (kind == SPACE) {
        at++;
        continue;
      }
      int start = to;
      int sumBefore = sum;
      if (to > 0) {
        out[to++] = ' ';
        sum = sum * 31 + ' ';
        start = to;
        sumBefore = sum;
      }
      boolean hasDigit = false;
      while (kind != SPACE) {
        hasDigit |= kind == DIGIT;
        out[to++] = c;
        sum = sum * 31 + c;
        if (++at == end) {
          break;
        }
        c = in[at];
        kind = kind(c);
      }
      if (hasDigit) {
        out[start] = '<';
        out[start + 1] = '*';
        out[start + 2] = '>';
        to = start + 3;
        sum = ((sumBefore * 31 + '<') * 31 + '*') * 31 + '>';
      }
    }
    length = to;
    hash = sum;
  }

  /** What {@link String#hashCode} says of the signature. */
  int hash() {
    return hash;
  }

  /** Whether the signature is this text. */
  boolean is(char[] text) {
    return Arrays.equals(text, 0, text.length, written, 0, length);
  }

  char[] signature() {
    return Arrays.copyOf(written, length);
  }

  private static byte kind(char c) {
    if (c < 128) {
      return KINDS[c];
    }
    if (Character.isDigit(c)) {
      return DIGIT;
    }
    return Character.isWhitespace(c) || Character.isSpaceChar(c) ? SPACE : LETTER;
  }
}
