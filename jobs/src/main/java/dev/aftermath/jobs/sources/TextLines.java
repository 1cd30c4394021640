package dev.aftermath.jobs.sources;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads a text line by line, none of them longer than {@link StrictJson#LONGEST_VALUE}. */
final class TextLines {
  private static final int KEPT_OF_TOO_LONG = 64 * 1024;

  private final TextCursor text;
  private long number;

  TextLines(TextCursor text) {
    this.text = text;
  }

  /**
   * One line.
   *
   * @param number counted from 1
   * @param text without its line break; only the beginning when it is too long
   * @param terminated whether a line break follows: the last line of a cut file has none
   */
  record Line(long number, String text, boolean terminated, boolean tooLong) {

    /** The place of a character of the line. */
    TextCursor.Place place(int index) {
      return new TextCursor.Place(number, index + 1L);
    }

    /** Damage at a character of the line, which leaves the next line unharmed. */
    JsonDamage damage(DefectKind kind, int index, String cause) {
      return new JsonDamage(kind, place(index), cause, text, true);
    }

    /** Refuses what no text format allows. */
    void check() throws JsonDamage {
      if (tooLong) {
        throw damage(
            DefectKind.TOO_LARGE,
            0,
            "the line is longer than " + StrictJson.LONGEST_VALUE + " characters");
      }
      int flaw = TextCursor.flawIn(text);
      if (flaw >= 0) {
        char character = text.charAt(flaw);
        boolean encoding = TextCursor.isEscapedByte(character);
        throw damage(
            encoding ? DefectKind.BAD_ENCODING : DefectKind.CONTROL_CHARACTER,
            flaw,
            TextCursor.describeFlaw(character) + (encoding ? " is not UTF-8" : " is not allowed"));
      }
    }
  }

  /** The next line; null at the end. */
  @Nullable Line next() throws IOException {
    if (text.peek() == TextCursor.END) {
      return null;
    }
    number++;
    text.mark();
    String beginning = null;
    int character = text.take();
    while (character != '\n' && character != TextCursor.END) {
      if (beginning == null && text.markedLength() > StrictJson.LONGEST_VALUE) {
        beginning = text.marked().substring(0, KEPT_OF_TOO_LONG);
        text.unmark();
      }
      character = text.take();
    }
    boolean terminated = character == '\n';
    String line = beginning == null ? text.marked() : beginning;
    text.unmark();
    if (beginning == null && terminated) {
      int end = line.endsWith("\r\n") ? line.length() - 2 : line.length() - 1;
      line = line.substring(0, end);
    }
    return new Line(number, line, terminated, beginning != null);
  }
}
