package dev.aftermath.jobs.sources;

import java.io.IOException;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds the end of one JSON value by its grammar. It stops at the first character that cannot stand
 * where it does, which keeps a lost quotation mark from swallowing the records behind it.
 */
final class JsonLexer {
  private static final int END = TextCursor.END;
  private static final int KEPT_OF_TOO_LONG = 64 * 1024;

  private final TextCursor text;
  private final int deepest;
  private final int longest;
  private final BitSet objects = new BitSet();
  private int depth;
  private boolean opened;
  private boolean beforeNext;
  private boolean tooDeep;
  private @Nullable String beginning;

  /** Begins at the mark of the text, which is the start of the value. */
  JsonLexer(TextCursor text, int deepest, int longest) {
    this.text = text;
    this.deepest = deepest;
    this.longest = longest;
  }

  boolean tooDeep() {
    return tooDeep;
  }

  boolean tooLong() {
    return beginning != null;
  }

  /** Whether an object lacks its closing brace, so that the next one begins inside of it. */
  boolean beforeNext() {
    return beforeNext;
  }

  /** What was passed; of a value that is too long its beginning. */
  String text() {
    return beginning == null ? text.marked() : beginning;
  }

  /** Passes over one value. Returns what is wrong with it, or null. */
  @Nullable String passValue() throws IOException {
    String problem = passItem();
    while (problem == null && depth > 0) {
      problem = passNext();
    }
    return problem;
  }

  private @Nullable String passNext() throws IOException {
    forgetTooLong();
    boolean first = opened;
    opened = false;
    boolean inObject = objects.get(depth);
    char closing = inObject ? '}' : ']';
    int found = text.skipSpace();
    if (found == closing) {
      text.take();
      depth--;
      return null;
    }
    if (first) {
      return passMember(inObject);
    }
    if (found != ',') {
      return "found " + describe(found) + " where ',' or '" + closing + "' must stand";
    }
    text.take();
    return passMember(inObject);
  }

  private @Nullable String passMember(boolean inObject) throws IOException {
    if (inObject) {
      int found = text.skipSpace();
      if (found != '"') {
        beforeNext = found == '{';
        return "found " + describe(found) + " where a field name in quotes must stand";
      }
      if (!passString()) {
        return "a text in quotes has no end";
      }
      found = text.skipSpace();
      if (found != ':') {
        return "found " + describe(found) + " where ':' must stand";
      }
      text.take();
    }
    return passItem();
  }

  private @Nullable String passItem() throws IOException {
    int found = text.skipSpace();
    if (found == '{' || found == '[') {
      text.take();
      depth++;
      tooDeep |= depth > deepest;
      objects.set(depth, found == '{');
      opened = true;
      return null;
    }
    if (found == '"') {
      return passString() ? null : "a text in quotes has no end";
    }
    if (!isAtom(found)) {
      return "found " + describe(found) + " where a value must stand";
    }
    while (isAtom(text.peek())) {
      text.take();
    }
    return null;
  }

  private boolean passString() throws IOException {
    text.take();
    while (true) {
      int character = text.take();
      if (character == '"') {
        return true;
      }
      if (character == '\\') {
        character = text.take();
      }
      if (character == END) {
        return false;
      }
      forgetTooLong();
    }
  }

  /** Lets go of all but the beginning of a value that is too long to be held. */
  void forgetTooLong() {
    if (beginning == null && text.markedLength() > longest) {
      beginning = text.marked().substring(0, KEPT_OF_TOO_LONG);
      text.unmark();
    }
  }

  private static boolean isAtom(int character) {
    return (character >= '0' && character <= '9')
        || (character >= 'a' && character <= 'z')
        || (character >= 'A' && character <= 'Z')
        || character == '-'
        || character == '+'
        || character == '.';
  }

  /** A character as a message shows it. */
  static String describe(int character) {
    if (character == END) {
      return "the end of the file";
    }
    char found = (char) character;
    return TextCursor.flawIn(String.valueOf(found)) >= 0
        ? TextCursor.describeFlaw(found)
        : "'" + found + "'";
  }
}
