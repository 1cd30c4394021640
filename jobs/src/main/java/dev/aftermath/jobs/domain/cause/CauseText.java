package dev.aftermath.jobs.domain.cause;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Brings the wordings of one cause to one text: case, typography and white space are levelled, and
 * what differs from one occurrence to the next (times, numbers, addresses, hosts, ids, quotations)
 * gives way to a mask.
 *
 * <p>Names that carry a single digit, such as {@code s3} or {@code http2}, stay: masking them would
 * make one cause out of two. One pass over at most {@link #LENGTH_LIMIT} characters.
 */
public final class CauseText {
  /** Longer texts are cut here: a cause is a sentence, and a pasted log must not cost minutes. */
  public static final int LENGTH_LIMIT = 4_000;

  private static final String TIME_MASK = "<time>";
  private static final int QUOTATION_LIMIT = 200;
  private static final String OPENING = "\"'`\u201c\u201e\u2018\u201a\u00ab";
  private static final String CLOSING = "\"'`\u201d\u201c\u2019\u2018\u00bb";
  private static final String INSIDE = "-_.:/@+\\%";

  private static final Pattern UUID =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
  private static final Pattern TIME =
      Pattern.compile(
          "\\d{4}-\\d\\d-\\d\\d(t[0-9:.+z-]*)?|\\d{1,2}[./]\\d{1,2}[./]\\d{4}"
              + "|\\d{1,2}:\\d\\d(:\\d\\d([.]\\d++)?)?z?");
  private static final Pattern ADDRESS =
      Pattern.compile(
          "\\d{1,3}([.]\\d{1,3}){3}([:/]\\d{1,5})?|[0-9a-f]{0,4}(:[0-9a-f]{0,4}){2,7}(/\\d{1,3})?");
  private static final Pattern HEX = Pattern.compile("0x[0-9a-f]++|[0-9a-f]{8,}+");
  private static final Pattern NUMBER = Pattern.compile("[+-]?v?\\d++([.:/]\\d++)*+([a-z%]{0,4})");
  private static final Pattern MASKS =
      Pattern.compile(
          "<(?:time|id|ip|n|hex|host|quoted)>(?: <(?:time|id|ip|n|hex|host|quoted)>)*+");
  private static final Pattern TWO_DIGITS = Pattern.compile("\\d\\d");

  private final String text;
  private final StringBuilder out = new StringBuilder();
  private int at;

  private CauseText(String text) {
    this.text = text;
  }

  /** The text under which wordings of the same cause meet; empty when nothing telling is left. */
  public static String normalised(String wording) {
    String cut = wording.length() <= LENGTH_LIMIT ? wording : wording.substring(0, LENGTH_LIMIT);
    String level = Normalizer.normalize(cut, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    CauseText scan = new CauseText(level);
    scan.run();
    return scan.result();
  }

  /**
   * The wording as a reader wants it: case and typography stay, what differs from one occurrence to
   * the next is an ellipsis; empty when nothing telling is left.
   */
  public static String readable(String wording) {
    String cut = wording.length() <= LENGTH_LIMIT ? wording : wording.substring(0, LENGTH_LIMIT);
    CauseText scan = new CauseText(Normalizer.normalize(cut, Normalizer.Form.NFKC));
    scan.run();
    return MASKS.matcher(scan.result()).replaceAll("\u2026");
  }

  private void run() {
    while (at < text.length()) {
      char c = text.charAt(at);
      int quotationEnd = quotationEnd();
      if (quotationEnd > 0) {
        append("<quoted>");
        at = quotationEnd;
      } else if (isToken(c)) {
        token();
      } else {
        if (Character.isWhitespace(c) || Character.isSpaceChar(c) || Character.isISOControl(c)) {
          space();
        } else {
          out.append(c);
        }
        at++;
      }
    }
  }

  private String result() {
    int end = out.length();
    while (end > 0 && isPunctuation(out.charAt(end - 1))) {
      end--;
    }
    String result = out.substring(0, end).strip();
    String unmasked = result.replaceAll("<[a-z]{1,6}>", "");
    return unmasked.codePoints().anyMatch(Character::isLetter) ? result : "";
  }

  /** Where the quotation that begins here ends; 0 when none does. An apostrophe begins none. */
  private int quotationEnd() {
    int mark = OPENING.indexOf(text.charAt(at));
    if (mark < 0 || (at > 0 && Character.isLetterOrDigit(text.charAt(at - 1)))) {
      return 0;
    }
    char closing = CLOSING.charAt(mark);
    int limit = Math.min(text.length(), at + QUOTATION_LIMIT);
    for (int i = at + 1; i < limit; i++) {
      boolean ends = i + 1 == text.length() || !Character.isLetterOrDigit(text.charAt(i + 1));
      if (text.charAt(i) == closing && ends) {
        return i + 1;
      }
    }
    return 0;
  }

  private void token() {
    int start = at;
    while (at < text.length() && isToken(text.charAt(at))) {
      at++;
    }
    int end = at;
    while (end > start && isLoose(text.charAt(end - 1))) {
      end--;
    }
    String token = text.substring(start, end);
    String level = token.toLowerCase(Locale.ROOT);
    String masked = masked(level);
    append(masked.equals(level) ? token : masked);
    out.append(text, end, at);
  }

  private static String masked(String token) {
    if (token.chars().noneMatch(Character::isDigit)) {
      return token;
    }
    if (UUID.matcher(token).matches()) {
      return "<id>";
    }
    if (TIME.matcher(token).matches()) {
      return TIME_MASK;
    }
    if (ADDRESS.matcher(token).matches()) {
      return "<ip>";
    }
    var number = NUMBER.matcher(token);
    if (number.matches()) {
      return "<n>" + number.group(2);
    }
    if (HEX.matcher(token).matches()) {
      return "<hex>";
    }
    if (token.chars().anyMatch(c -> INSIDE.indexOf(c) >= 0)) {
      return "<host>";
    }
    return TWO_DIGITS.matcher(token).find() ? "<id>" : token;
  }

  /** Adds a word; a date followed by a time of day is one time. */
  private void append(String word) {
    if (!word.equals(TIME_MASK) || !endsWith(TIME_MASK + " ")) {
      out.append(word);
    }
  }

  private boolean endsWith(String end) {
    int start = out.length() - end.length();
    return start >= 0 && out.substring(start).equals(end);
  }

  private void space() {
    if (!out.isEmpty() && out.charAt(out.length() - 1) != ' ') {
      out.append(' ');
    }
  }

  private static boolean isToken(char c) {
    return Character.isLetterOrDigit(c) || Character.isSurrogate(c) || INSIDE.indexOf(c) >= 0;
  }

  private static boolean isLoose(char c) {
    return INSIDE.indexOf(c) >= 0 && c != '%';
  }

  private static boolean isPunctuation(char c) {
    return Character.isWhitespace(c) || ".,;:!?-\u2013\u2014\u2026".indexOf(c) >= 0;
  }
}
