package dev.aftermath.jobs.domain.series;

/** A text that is anything but a plain selector. */
public final class InvalidSelectorException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String part;
  private final String reason;

  InvalidSelectorException(String selector, int place, String reason) {
    super("Invalid selector " + selector + ": column " + (place + 1) + ": " + reason);
    int start = place;
    while (start > 0 && isOfName(selector.charAt(start - 1)) && startsCall(selector, place)) {
      start--;
    }
    this.part = selector.substring(Math.min(start, selector.length()));
    this.reason = reason;
  }

  /** The selector from where it is none on, a function with its name; empty at its end. */
  public String part() {
    return part;
  }

  /** What is wrong there. */
  public String reason() {
    return reason;
  }

  private static boolean startsCall(String selector, int place) {
    return place < selector.length() && selector.charAt(place) == '(';
  }

  private static boolean isOfName(char character) {
    return Character.isLetterOrDigit(character) || character == '_' || character == ':';
  }
}
