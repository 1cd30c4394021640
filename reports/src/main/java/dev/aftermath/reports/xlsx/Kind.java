package dev.aftermath.reports.xlsx;

/** What a column holds, and how Excel shows it. */
enum Kind {
  TEXT("@"),
  LONG_TEXT("@"),
  COUNT("#,##0"),
  DECIMAL("#,##0.00"),
  RATIO("0.000%"),
  /** A share of few: more digits would pretend to know more. */
  SHARE("0.0%"),
  /** Seconds, stored as the fraction of a day that Excel calculates with. */
  DURATION("[h]:mm:ss"),
  /** An instant, stored as local time in the report's zone. */
  MOMENT("yyyy-mm-dd hh:mm:ss");

  private final String format;

  Kind(String format) {
    this.format = format;
  }

  String format() {
    return format;
  }

  boolean isText() {
    return this == TEXT || this == LONG_TEXT;
  }
}
