package dev.aftermath.jobs.sources;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * Reads samples of the form {@code [1564315200.123,"1"]}, the mass of a Prometheus export, straight
 * from the text. A sample in any other form is left to be cut out and looked at closely.
 */
final class SampleCursor {
  private static final int LONGEST_SAMPLE = 1024;
  private static final int LONGEST_PLAIN = 96;
  private static final int LONGEST_TIGHT = 36;
  private static final int MOST_DIGITS = 15;

  private final TextCursor text;
  private final StrictJson json;
  private int at;
  private int available;
  private long epochMillis;
  private double value;

  SampleCursor(StrictJson json) {
    this.json = json;
    this.text = json.text();
  }

  long epochMillis() {
    return epochMillis;
  }

  double value() {
    return value;
  }

  /**
   * Reads the next sample, which {@link #epochMillis} and {@link #value} then hold.
   *
   * @throws JsonDamage when it is none; {@link JsonDamage#recovered} tells whether the text then
   *     stands behind it
   */
  void read() throws IOException, JsonDamage {
    text.skipSpace();
    available = text.ensure(LONGEST_PLAIN);
    if (tightSample() || plainSample()) {
      text.skip(at);
    } else {
      readClosely();
    }
  }

  /**
   * Reads tight samples that follow one another after a single comma, as far as the text in memory
   * reaches. Must stand where a sample may; then stands there again, behind a comma.
   */
  void readRun(SampleBuffer into) throws IOException {
    text.ensure(LONGEST_PLAIN);
    char[] characters = text.window();
    int start = text.windowStart();
    int last = text.windowEnd() - LONGEST_PLAIN;
    int here = start;
    while (here <= last) {
      int behind = tightSample(characters, here, here + LONGEST_PLAIN);
      if (behind < 0 || characters[behind] != ',') {
        break;
      }
      into.add(epochMillis, value);
      here = behind + 1;
    }
    text.skip(here - start);
  }

  private boolean tightSample() {
    int start = text.windowStart();
    int behind = tightSample(text.window(), start, start + available);
    at = behind - start;
    return behind >= 0;
  }

  /**
   * Reads a sample as Prometheus itself writes it: no spaces, a time with at most three decimals, a
   * short whole number. Nearly all samples of nearly all exports are of this kind, so it is read in
   * one go; on any other nothing has changed.
   *
   * @return where the text behind it begins; -1 when it is no such sample
   */
  private int tightSample(char[] characters, int start, int end) {
    if (end - start < LONGEST_TIGHT || characters[start] != '[') {
      return -1;
    }
    long seconds = tenDigits(characters, start + 1);
    int here = start + 11;
    long millis = 0;
    if (characters[here] == '.') {
      int point = ++here;
      int digit;
      while (here < point + 3 && (digit = characters[here] - '0') >= 0 && digit <= 9) {
        millis = millis * 10 + digit;
        here++;
      }
      if (here == point) {
        return -1;
      }
      millis *= here - point == 1 ? 100 : here - point == 2 ? 10 : 1;
    }
    if (seconds < 0 || characters[here] != ',' || characters[here + 1] != '"') {
      return -1;
    }
    here += 2;
    int first = here;
    long whole = 0;
    int digit;
    while (here <= first + MOST_DIGITS && (digit = characters[here] - '0') >= 0 && digit <= 9) {
      whole = whole * 10 + digit;
      here++;
    }
    boolean isWhole = here > first && here - first <= MOST_DIGITS;
    if (!isWhole || characters[here] != '"' || characters[here + 1] != ']') {
      return -1;
    }
    long time = seconds * 1000 + millis;
    if (!SampleValues.inRange(time)) {
      return -1;
    }
    epochMillis = time;
    value = whole;
    return here + 2;
  }

  /**
   * A number of ten digits, the first of them not 0; -1 when there is none. Without a loop, whose
   * every step waits for the one before: times are a third of the text.
   */
  private static long tenDigits(char[] from, int at) {
    int a = from[at] - '0';
    int b = from[at + 1] - '0';
    int c = from[at + 2] - '0';
    int d = from[at + 3] - '0';
    int e = from[at + 4] - '0';
    int f = from[at + 5] - '0';
    int g = from[at + 6] - '0';
    int h = from[at + 7] - '0';
    int i = from[at + 8] - '0';
    int j = from[at + 9] - '0';
    // Negative as soon as one of them is: below 0, or above 9.
    int low = (a - 1) | b | c | d | e | f | g | h | i | j;
    int high =
        (9 - a) | (9 - b) | (9 - c) | (9 - d) | (9 - e) | (9 - f) | (9 - g) | (9 - h) | (9 - i)
            | (9 - j);
    if ((low | high) < 0) {
      return -1;
    }
    int upper = a * 10_000 + b * 1_000 + c * 100 + d * 10 + e;
    int lower = f * 10_000 + g * 1_000 + h * 100 + i * 10 + j;
    return upper * 100_000L + lower;
  }

  private boolean plainSample() {
    at = 0;
    return pass('[') && plainSeconds() && pass(',') && plainValue() && pass(']');
  }

  private boolean pass(char wanted) {
    skipSpace();
    return at < available && text.ahead(at++) == wanted;
  }

  private void skipSpace() {
    while (at < available && (text.ahead(at) == ' ' || text.ahead(at) == '\n')) {
      at++;
    }
  }

  private boolean plainSeconds() {
    skipSpace();
    int start = at;
    long seconds = digits();
    if (at == start || at - start > 10 || (text.ahead(start) == '0' && at - start > 1)) {
      return false;
    }
    long millis = 0;
    if (at < available && text.ahead(at) == '.') {
      at++;
      int point = at;
      millis = digits();
      int decimals = at - point;
      if (decimals == 0 || decimals > 3) {
        return false;
      }
      millis *= decimals == 1 ? 100 : decimals == 2 ? 10 : 1;
    }
    epochMillis = seconds * 1000 + millis;
    return at < available && !isExponent(text.ahead(at)) && SampleValues.inRange(epochMillis);
  }

  private boolean plainValue() {
    if (!pass('"')) {
      return false;
    }
    int start = at;
    long whole = digits();
    if (at < available && text.ahead(at) == '"' && at > start && at - start <= MOST_DIGITS) {
      value = whole;
      at++;
      return true;
    }
    while (at < available && text.ahead(at) != '"') {
      at++;
    }
    if (at >= available) {
      return false;
    }
    OptionalDouble parsed = SampleValues.value(text.textAhead(start, at));
    at++;
    value = parsed.orElse(0);
    return parsed.isPresent();
  }

  private long digits() {
    // In locals: this reads most characters of most exports.
    int here = at;
    int end = Math.min(available, at + MOST_DIGITS + 1);
    long number = 0;
    while (here < end) {
      int digit = text.ahead(here) - '0';
      if (digit < 0 || digit > 9) {
        break;
      }
      number = number * 10 + digit;
      here++;
    }
    at = here;
    return number;
  }

  private static boolean isExponent(char character) {
    return character == 'e' || character == 'E' || (character >= '0' && character <= '9');
  }

  /** Cuts the sample at its bracket, which no sample has inside, so that quotes cannot mislead. */
  private void readClosely() throws IOException, JsonDamage {
    TextCursor.Place place = text.place();
    int seen = text.ensure(LONGEST_SAMPLE);
    int end = indexOf(']', seen);
    int brace = indexOf('}', end < 0 ? seen : end);
    if (brace >= 0 && indexOf('{', brace) < 0) {
      String original = text.textAhead(0, brace);
      text.skip(brace);
      throw new JsonDamage(
          DefectKind.MALFORMED, text.place(), "found '}' where ',' or ']' must stand", original);
    }
    if (text.peek() != '[' || (end < 0 && seen == LONGEST_SAMPLE)) {
      readOther();
      return;
    }
    if (end < 0) {
      throw new JsonDamage(
          DefectKind.TRUNCATED,
          place,
          "the file ends in the middle of a sample",
          text.textAhead(0, seen));
    }
    int inner = text.textAhead(0, end).lastIndexOf('[');
    if (inner > 0) {
      readNested(place, inner, end);
      return;
    }
    String sample = text.textAhead(0, end + 1);
    text.skip(end + 1);
    take(recoverable(sample, place), sample, place);
  }

  /**
   * After damage: passes over a little text to the next sample of the same series, or to the end of
   * its list. Never past a brace, behind which another series' samples may stand.
   *
   * @return whether there is such a place
   */
  boolean passToNextSample() throws IOException {
    int seen = text.ensure(LONGEST_SAMPLE);
    for (int i = 0; i < seen; i++) {
      char character = text.ahead(i);
      if (character == '{' || character == '}') {
        return false;
      }
      if (character == '[' || (character == ']' && listEnds(i + 1, seen))) {
        text.skip(i);
        return true;
      }
    }
    return false;
  }

  private boolean listEnds(int start, int seen) {
    String rest = text.textAhead(start, seen).stripLeading();
    return rest.startsWith("}")
        || (rest.startsWith(",") && rest.substring(1).strip().startsWith("\""));
  }

  private int indexOf(char wanted, int seen) {
    for (int i = 0; i < seen; i++) {
      if (text.ahead(i) == wanted) {
        return i;
      }
    }
    return -1;
  }

  /** A sample without its closing bracket, followed by a good one; or a list inside of a list. */
  private void readNested(TextCursor.Place place, int inner, int end)
      throws IOException, JsonDamage {
    String first = text.textAhead(0, inner);
    String second = text.textAhead(inner, end + 1);
    if (first.strip().equals("[")) {
      readOther();
      return;
    }
    try {
      take(StrictJson.parse(second, place), second, place);
    } catch (JsonDamage notASample) {
      readOther();
      return;
    }
    text.skip(inner);
    throw new JsonDamage(
        DefectKind.MALFORMED,
        place.after(first, inner),
        "found '[' where ']' must stand",
        first,
        true);
  }

  private void readOther() throws IOException, JsonDamage {
    JsonText other = json.value();
    JsonNode node = recoverable(other);
    take(node, other.text(), other.place());
  }

  /** Takes a sample that is parsed already. */
  void take(JsonNode sample, String original, TextCursor.Place place) throws JsonDamage {
    if (!sample.isArray() || sample.size() != 2) {
      throw wrong(
          DefectKind.WRONG_TYPE,
          place,
          "a sample must be a list of a time and a value" + found(sample),
          original);
    }
    JsonNode time = sample.get(0);
    JsonNode number = sample.get(1);
    if (!time.isNumber()) {
      throw wrong(
          DefectKind.WRONG_TYPE, place, "the time must be a number" + found(time), original);
    }
    if (!number.isTextual()) {
      throw wrong(
          DefectKind.WRONG_TYPE,
          place,
          "the value must be a text in quotes" + found(number),
          original);
    }
    OptionalLong millis = SampleValues.millis(time.asText());
    if (millis.isEmpty() || !SampleValues.inRange(millis.getAsLong())) {
      throw wrong(
          DefectKind.TIME_OUT_OF_RANGE,
          place,
          "the time " + time.asText() + " is not in seconds between 1970 and 2100",
          original);
    }
    OptionalDouble parsed = SampleValues.value(number.textValue());
    if (parsed.isEmpty()) {
      throw wrong(DefectKind.WRONG_TYPE, place, "the value is no number" + found(number), original);
    }
    epochMillis = millis.getAsLong();
    value = parsed.getAsDouble();
  }

  private static String found(JsonNode node) {
    String text = node.toString();
    return ", found " + (text.length() <= 200 ? text : text.substring(0, 200) + "...");
  }

  private static JsonNode recoverable(String sample, TextCursor.Place place) throws JsonDamage {
    return recoverable(new JsonText(place, sample, "", false));
  }

  private static JsonNode recoverable(JsonText text) throws JsonDamage {
    try {
      return text.node();
    } catch (JsonDamage damage) {
      throw wrong(damage.kind(), damage.place(), damage.reason(), damage.original());
    }
  }

  private static JsonDamage wrong(
      DefectKind kind, TextCursor.Place place, String cause, String original) {
    return new JsonDamage(kind, place, cause, original, true);
  }
}
