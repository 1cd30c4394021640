package dev.aftermath.jobs.sources;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON of any length value by value, without trusting it.
 *
 * <p>The outer structure is walked by its brackets; a value is cut out of the text first and parsed
 * alone afterwards, so that one that is wrong takes nothing else with it. Refused inside a value:
 * bytes that are not UTF-8, control characters, the same name twice in one object, anything deeper
 * than {@link #DEEPEST}, a text longer than {@link #LONGEST_FIELD}, a value longer than {@link
 * #LONGEST_VALUE}, and whatever else is not JSON.
 */
final class StrictJson {
  /** The deepest nesting of a value. */
  static final int DEEPEST = 64;

  /** The longest single text or name, in characters. */
  static final int LONGEST_FIELD = 4 * 1024 * 1024;

  /** The longest value that is held in memory at once, in characters. */
  static final int LONGEST_VALUE = 16 * 1024 * 1024;

  private static final int SHOWN = 64 * 1024;
  private static final int END = TextCursor.END;
  private static final JsonMapper MAPPER =
      JsonMapper.builder(factory())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private final TextCursor text;

  /** Opens the text and passes over a byte order mark. */
  StrictJson(InputStream bytes) throws IOException {
    this.text = new TextCursor(bytes);
  }

  /**
   * Refuses a file that is empty or evidently no JSON, such as the login page of a proxy.
   *
   * @param what the format that was declared, for the message
   */
  void refuseOtherThanJson(String what) throws IOException, RefusedExportException {
    int first = peek();
    if (first == '{' || first == '[') {
      return;
    }
    String original = TextCursor.readable(text.textAhead(0, text.ensure(SHOWN)));
    boolean wide = first == 0 || TextCursor.isEscapedByte((char) first);
    String cause = "the file begins with " + JsonLexer.describe(first) + ", not with JSON";
    if (first == END) {
      cause = "the file is empty";
    } else if (first == '<') {
      cause = "the file is a web page or XML, not JSON";
    } else if (wide) {
      cause += "; it is in another encoding, such as UTF-16, or packed";
    }
    throw new RefusedExportException(
        Defect.ofRecord(
            0,
            text.place().toString(),
            wide ? DefectKind.BAD_ENCODING : DefectKind.WRONG_FORMAT,
            cause,
            "Save the answer of the server itself as "
                + what
                + "; if it is a login page, export with valid credentials.",
            original));
  }

  /** The text itself, for readers that look closer. */
  TextCursor text() {
    return text;
  }

  /** The next character that is not white space, not taken; {@link TextCursor#END} at the end. */
  int peek() throws IOException {
    return text.skipSpace();
  }

  /** Takes the character if it comes next, white space aside. */
  boolean tryTake(char character) throws IOException {
    if (text.skipSpace() != character) {
      return false;
    }
    text.take();
    return true;
  }

  /** Takes the character, which must come next. */
  void take(char character) throws IOException, JsonDamage {
    if (!tryTake(character)) {
      throw unexpected("'" + character + "'");
    }
  }

  /** Takes a name and its colon. */
  String name() throws IOException, JsonDamage {
    if (peek() != '"') {
      JsonDamage damage = unexpected("a field name in quotes");
      throw peek() == '{' ? damage.beforeNext() : damage;
    }
    JsonNode name = value().node();
    take(':');
    return name.textValue();
  }

  /**
   * After a member of an array or object: takes the comma, or the closing bracket.
   *
   * @return whether another member follows
   */
  boolean another(char closing) throws IOException, JsonDamage {
    if (tryTake(closing)) {
      return false;
    }
    if (!tryTake(',')) {
      throw unexpected("',' or '" + closing + "'");
    }
    return true;
  }

  /**
   * Cuts the next value out of the text, of whatever type.
   *
   * @throws JsonDamage when the value has no end that can be found
   */
  JsonText value() throws IOException, JsonDamage {
    return cut(false);
  }

  /**
   * Cuts the next member of a list of objects out of the text.
   *
   * @throws JsonDamage when it has no end that can be found. The text then stands behind it, if
   *     {@link JsonDamage#recovered}; otherwise at the end of the file
   */
  JsonText member() throws IOException, JsonDamage {
    return cut(true);
  }

  private JsonText cut(boolean recovering) throws IOException, JsonDamage {
    text.skipSpace();
    TextCursor.Place begin = text.place();
    text.mark();
    try {
      JsonLexer lexer = new JsonLexer(text, DEEPEST, LONGEST_VALUE);
      String problem = lexer.passValue();
      if (problem == null) {
        String tooLarge =
            lexer.tooLong() ? "it is longer than " + LONGEST_VALUE + " characters" : "";
        return new JsonText(begin, lexer.text(), tooLarge, lexer.tooDeep());
      }
      boolean cutOff = text.peek() == END;
      if (cutOff) {
        problem = "the file ends in the middle of a record";
      }
      TextCursor.Place place = text.place();
      boolean recovered = recovering && !cutOff && (lexer.beforeNext() || resynchronise(lexer));
      throw new JsonDamage(
          cutOff ? DefectKind.TRUNCATED : DefectKind.MALFORMED,
          place,
          problem,
          shown(lexer.text()),
          recovered);
    } finally {
      text.unmark();
    }
  }

  private static String shown(String passed) {
    return passed.length() <= SHOWN ? passed : passed.substring(0, SHOWN);
  }

  /**
   * Passes over damaged text to the next member of a list of objects: to the character after a
   * closing brace when a comma and an opening brace, or a closing square bracket follow.
   *
   * @return whether there is such a place; otherwise all text is passed over
   */
  boolean resynchronise() throws IOException {
    return resynchronise(null);
  }

  private boolean resynchronise(@Nullable JsonLexer lexer) throws IOException {
    int character = text.take();
    while (character != END) {
      if (character == '}' && memberOrEndFollows()) {
        return true;
      }
      if (lexer != null) {
        lexer.forgetTooLong();
      }
      character = text.take();
    }
    return false;
  }

  /** Whether, behind an object's closing brace, another object or the end of the list follows. */
  boolean memberOrEndFollows() throws IOException {
    int available = text.ensure(256);
    int at = spaceFrom(0, available);
    if (at < available && text.ahead(at) == ',') {
      at = spaceFrom(at + 1, available);
      return at < available && text.ahead(at) == '{';
    }
    return at < available && text.ahead(at) == ']' && listEnds(at + 1, available);
  }

  /** Tells the end of a list of objects from that of an inner list, which another list follows. */
  private boolean listEnds(int start, int available) {
    int at = spaceFrom(start, available);
    if (at < available && text.ahead(at) == ',') {
      at = spaceFrom(at + 1, available);
      return at < available && text.ahead(at) == '"';
    }
    return at >= available || "}{[".indexOf(text.ahead(at)) >= 0;
  }

  private int spaceFrom(int start, int available) {
    int at = start;
    while (at < available && " \n\r\t".indexOf(text.ahead(at)) >= 0) {
      at++;
    }
    return at;
  }

  /** Damage at the next character, which is not what the format wants there. */
  JsonDamage unexpected(String wanted) throws IOException {
    int found = peek();
    if (found == END) {
      return new JsonDamage(
          DefectKind.TRUNCATED, text.place(), "the file ends where " + wanted + " must follow", "");
    }
    int available = text.ensure(SHOWN);
    return new JsonDamage(
        DefectKind.MALFORMED,
        text.place(),
        "found " + JsonLexer.describe(found) + " where " + wanted + " must stand",
        TextCursor.readable(text.textAhead(0, available)));
  }

  /** Parses a text that holds exactly one value, which begins at the place. */
  static JsonNode parse(String json, TextCursor.Place place) throws JsonDamage {
    int flaw = TextCursor.flawIn(json);
    if (flaw >= 0) {
      char character = json.charAt(flaw);
      boolean encoding = TextCursor.isEscapedByte(character);
      throw new JsonDamage(
          encoding ? DefectKind.BAD_ENCODING : DefectKind.CONTROL_CHARACTER,
          place.after(json, flaw),
          TextCursor.describeFlaw(character)
              + (encoding ? " is not UTF-8" : " is not allowed in JSON"),
          json);
    }
    try {
      return MAPPER.readTree(json);
    } catch (StreamConstraintsException e) {
      throw new JsonDamage(DefectKind.TOO_LARGE, at(e, json, place), reason(e), json);
    } catch (JsonProcessingException e) {
      throw new JsonDamage(kind(e), at(e, json, place), reason(e), json);
    }
  }

  private static DefectKind kind(JsonProcessingException e) {
    if (e.getOriginalMessage().startsWith("Duplicate field")) {
      return DefectKind.DUPLICATE_KEY;
    }
    return e.getOriginalMessage().startsWith("Illegal unquoted character")
        ? DefectKind.CONTROL_CHARACTER
        : DefectKind.MALFORMED;
  }

  private static TextCursor.Place at(
      JsonProcessingException e, String json, TextCursor.Place place) {
    JsonLocation location = e.getLocation();
    long offset = location == null ? 0 : Math.max(0, location.getCharOffset());
    return place.after(json, (int) Math.min(offset, json.length()));
  }

  private static String reason(JsonProcessingException e) {
    String message = e.getOriginalMessage();
    int lineEnd = message.indexOf('\n');
    return lineEnd < 0 ? message : message.substring(0, lineEnd);
  }

  private static JsonFactory factory() {
    return new JsonFactoryBuilder()
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
        .streamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(DEEPEST)
                .maxStringLength(LONGEST_FIELD)
                .maxNameLength(LONGEST_FIELD)
                .build())
        .build();
  }
}
