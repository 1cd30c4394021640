package dev.aftermath.jobs.sources;

import java.io.IOException;
import java.io.Reader;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Cuts an XML file into the elements below its root, so that each is parsed alone and one that is
 * not well-formed spoils no other.
 */
final class XmlElements {
  /** The longest element that is held, in characters. */
  static final int LONGEST = 16 * 1024 * 1024;

  private static final int CHUNK = 1 << 15;
  private static final Pattern NAME = Pattern.compile("</?([\\p{L}_][\\p{L}\\p{N}_.:-]*)");

  private final Reader text;
  private final StringBuilder window = new StringBuilder();
  private final char[] chunk = new char[CHUNK];
  private String root = "";
  private int next;
  private long line = 1;
  private boolean ended;
  private boolean empty;

  XmlElements(Reader text) {
    this.text = text;
  }

  /**
   * One element below the root.
   *
   * @param line where it begins, counted from 1
   * @param text the whole element
   * @param damage why it is known to be broken; null when it may be well-formed
   */
  record Element(String name, long line, String text, @Nullable DefectKind damage) {}

  /** The name of the root. */
  String root() {
    return root;
  }

  /** The line of the next character. */
  long line() {
    return line;
  }

  /**
   * Reads up to the start of the root's content.
   *
   * @throws RefusedExportException when there is no root, or a document type is declared
   */
  void open() throws IOException, RefusedExportException {
    while (root.isEmpty()) {
      int tag = find("<", next);
      String stray = window.substring(next, tag < 0 ? window.length() : tag).strip();
      if (tag < 0 || !stray.isEmpty()) {
        throw refusal(DefectKind.WRONG_FORMAT, "the file is no XML", stray);
      }
      advance(tag);
      if (startsAt("<!--", next) || startsAt("<?", next)) {
        skipPast(startsAt("<?", next) ? "?>" : "-->");
      } else if (startsAt("<!", next)) {
        throw refusal(
            DefectKind.FORBIDDEN_DECLARATION,
            "the file declares a document type, which may pull in other files",
            window.substring(next, Math.min(window.length(), next + 1000)));
      } else {
        openRoot();
      }
    }
  }

  private void openRoot() throws IOException, RefusedExportException {
    int end = find(">", next);
    String tag = window.substring(next, end < 0 ? window.length() : end + 1);
    Matcher name = NAME.matcher(tag);
    if (end < 0 || !name.lookingAt()) {
      throw refusal(
          end < 0 ? DefectKind.TRUNCATED : DefectKind.MALFORMED,
          "the root element is not complete",
          tag);
    }
    root = name.group(1);
    empty = tag.endsWith("/>");
    advance(end + 1);
  }

  /**
   * The next element; null at the end of the root.
   *
   * @throws EndMissing when the file ends before the root does
   */
  @Nullable Element next() throws IOException, EndMissing {
    while (!empty) {
      int tag = find("<", next);
      if (tag < 0) {
        throw new EndMissing(window.substring(next));
      }
      advance(tag);
      if (startsAt("</", next)) {
        return null;
      }
      if (startsAt("<!--", next) || startsAt("<?", next)) {
        skipPast(startsAt("<?", next) ? "?>" : "-->");
      } else {
        return element();
      }
    }
    return null;
  }

  private Element element() throws IOException, EndMissing {
    long begins = line;
    int tagEnd = find(">", next);
    Matcher name = NAME.matcher(window.substring(next, tagEnd < 0 ? window.length() : tagEnd));
    if (tagEnd < 0) {
      throw new EndMissing(window.substring(next));
    }
    if (!name.lookingAt()) {
      boolean declaration = startsAt("<!", next);
      return taken(
          declaration ? "!" : "?",
          begins,
          tagEnd + 1,
          declaration ? DefectKind.FORBIDDEN_DECLARATION : DefectKind.MALFORMED);
    }
    if (window.charAt(tagEnd - 1) == '/') {
      return taken(name.group(1), begins, tagEnd + 1, null);
    }
    return content(name.group(1), begins, tagEnd + 1);
  }

  private Element content(String name, long begins, int from) throws IOException, EndMissing {
    int at = from;
    while (true) {
      at = find("<", at);
      if (at < 0) {
        throw new EndMissing(window.substring(next));
      }
      if (tagAt("</" + name, at)) {
        int end = find(">", at);
        if (end < 0) {
          throw new EndMissing(window.substring(next));
        }
        DefectKind damage = end - next > LONGEST ? DefectKind.TOO_LARGE : null;
        return taken(name, begins, end + 1, damage);
      }
      if (tagAt("<" + name, at) || tagAt("</" + root, at)) {
        return taken(name, begins, at, DefectKind.MALFORMED);
      }
      at = pastMarkup(at);
    }
  }

  /** Tags within comments and literal sections are none. */
  private int pastMarkup(int at) throws IOException, EndMissing {
    boolean comment = startsAt("<!--", at);
    if (!comment && !startsAt("<![CDATA[", at)) {
      return at + 1;
    }
    int end = find(comment ? "-->" : "]]>", at);
    if (end < 0) {
      throw new EndMissing(window.substring(next));
    }
    return end + 3;
  }

  private Element taken(String name, long begins, int end, @Nullable DefectKind damage) {
    String element = window.substring(next, end);
    advance(end);
    return new Element(name, begins, element, damage);
  }

  private void skipPast(String end) throws IOException {
    int at = find(end, next);
    advance(at < 0 ? window.length() : at + end.length());
  }

  private void advance(int to) {
    for (int i = next; i < to; i++) {
      if (window.charAt(i) == '\n') {
        line++;
      }
    }
    next = to;
    if (next > CHUNK || next == window.length()) {
      window.delete(0, next);
      next = 0;
    }
  }

  private int find(String wanted, int from) throws IOException {
    int start = from;
    int at = window.indexOf(wanted, start);
    while (at < 0 && fill()) {
      at = window.indexOf(wanted, start);
      start = Math.max(from, window.length() - wanted.length());
    }
    return at;
  }

  private boolean startsAt(String wanted, int at) throws IOException {
    while (window.length() < at + wanted.length() && fill()) {
      // Every round brings more text in.
    }
    return window.length() >= at + wanted.length()
        && window.substring(at, at + wanted.length()).equals(wanted);
  }

  private boolean tagAt(String tag, int at) throws IOException {
    int after = at + tag.length();
    return startsAt(tag, at)
        && (startsAt(tag + ">", at) || Character.isWhitespace(characterAt(after)));
  }

  private char characterAt(int at) throws IOException {
    while (window.length() <= at && fill()) {
      // Every round brings more text in.
    }
    return at < window.length() ? window.charAt(at) : 0;
  }

  private boolean fill() throws IOException {
    if (ended) {
      return false;
    }
    int count = text.read(chunk, 0, chunk.length);
    ended = count < 0;
    if (count > 0) {
      window.append(chunk, 0, count);
    }
    return !ended;
  }

  private RefusedExportException refusal(DefectKind kind, String cause, String original) {
    return new RefusedExportException(
        Defect.ofRecord(
            0,
            "line " + line,
            kind,
            cause,
            "Export the list or the record again as XML.",
            TextCursor.readable(original)));
  }

  /** The file ends before its root does. */
  static final class EndMissing extends Exception {
    private static final long serialVersionUID = 1L;

    private final String rest;

    EndMissing(String rest) {
      super("the file ends before its root element does", null, false, false);
      this.rest = rest;
    }

    /** The text that was begun and not ended; blank when the file ends between two elements. */
    String rest() {
      return rest;
    }
  }
}
