package dev.aftermath.jobs.sources;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes values out of a JSON record and says clearly when one is not what it must be. */
final class JsonFields {
  /** Digits beyond which a number is not written out: {@code 1e400} must not fill the memory. */
  private static final int LONGEST_NUMBER = 100;

  private JsonFields() {}

  /** The text, number or flag of the field as text; null when it is absent, null or empty. */
  static @Nullable String text(JsonNode object, String field) throws BadRecordException {
    JsonNode value = object.get(field);
    if (value == null || value.isNull()) {
      return null;
    }
    if (value.isContainerNode()) {
      throw BadRecordException.wrongType(field, value.toString(), "a single value");
    }
    return nonEmpty(scalar(value));
  }

  /** As {@link #text}, for a field that must be there. */
  static String requiredText(JsonNode object, String field) throws BadRecordException {
    String text = text(object, field);
    if (text == null || text.isBlank()) {
      throw BadRecordException.missing(field);
    }
    return text;
  }

  /** The object of the field; null when it is absent or null. */
  static @Nullable JsonNode object(JsonNode parent, String field) throws BadRecordException {
    JsonNode value = parent.get(field);
    if (value == null || value.isNull()) {
      return null;
    }
    if (!value.isObject()) {
      throw BadRecordException.wrongType(field, value.toString(), "an object");
    }
    return value;
  }

  /** The objects of the list in the field; none when it is absent or null. */
  static List<JsonNode> objects(JsonNode parent, String field) throws BadRecordException {
    JsonNode value = parent.get(field);
    if (value == null || value.isNull()) {
      return List.of();
    }
    if (!value.isArray()) {
      throw BadRecordException.wrongType(field, value.toString(), "a list");
    }
    List<JsonNode> members = new ArrayList<>();
    Iterator<JsonNode> elements = value.elements();
    while (elements.hasNext()) {
      JsonNode member = elements.next();
      if (!member.isObject()) {
        throw BadRecordException.wrongType(field, member.toString(), "a list of objects");
      }
      members.add(member);
    }
    return members;
  }

  /** What the reference in the field is called, or its id when it has no name; null for none. */
  static @Nullable String referenceName(JsonNode parent, String field) throws BadRecordException {
    JsonNode reference = object(parent, field);
    if (reference == null) {
      return null;
    }
    String name = text(reference, "summary");
    name = name == null ? text(reference, "name") : name;
    return name == null ? text(reference, "id") : name;
  }

  /** A number without its needless zeros: {@code 3.0} is {@code 3}. */
  static String scalar(JsonNode value) {
    if (!value.isNumber()) {
      return value.asText();
    }
    BigDecimal number = value.decimalValue();
    return Math.abs(number.scale()) > LONGEST_NUMBER
        ? value.asText()
        : number.stripTrailingZeros().toPlainString();
  }

  private static @Nullable String nonEmpty(String text) {
    return text.isEmpty() ? null : text;
  }
}
