package dev.aftermath.jobs.sources;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** Parses one record of ServiceNow's XML, without document types, entities or anything external. */
final class ServiceNowXml {
  private static final int LONGEST_FIELD = 4 * 1024 * 1024;
  private static final int DEEPEST = 64;
  private static final String REMEDY = "Export the record again; do not edit exports by hand.";
  private static final XMLInputFactory FACTORY = factory();

  private ServiceNowXml() {}

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
    return factory;
  }

  /** The fields of the record, in its order. */
  static Map<String, ServiceNowValue> fields(XmlElements.Element element)
      throws BadRecordException {
    if (element.damage() != null) {
      throw new BadRecordException(
          element.damage(), element.name(), damage(element.damage(), element.name()), REMEDY);
    }
    checkCharacters(element);
    try {
      return parse(element);
    } catch (XMLStreamException e) {
      throw new BadRecordException(
          DefectKind.MALFORMED, element.name(), "the record is no XML: " + reason(e), REMEDY);
    }
  }

  private static String damage(DefectKind kind, String name) {
    return switch (kind) {
      case TOO_LARGE -> "the record is longer than " + XmlElements.LONGEST + " characters";
      case FORBIDDEN_DECLARATION -> "a declaration stands among the records";
      default -> "the element <" + name + "> is not closed";
    };
  }

  private static void checkCharacters(XmlElements.Element element) throws BadRecordException {
    int flaw = TextCursor.flawIn(element.text());
    if (flaw >= 0) {
      char character = element.text().charAt(flaw);
      boolean encoding = TextCursor.isEscapedByte(character);
      throw new BadRecordException(
          encoding ? DefectKind.BAD_ENCODING : DefectKind.CONTROL_CHARACTER,
          element.name(),
          TextCursor.describeFlaw(character)
              + (encoding ? " is not in the file's encoding" : " is not allowed in XML"),
          "Correct the record in the source and export it again.");
    }
  }

  private static Map<String, ServiceNowValue> parse(XmlElements.Element element)
      throws XMLStreamException, BadRecordException {
    Map<String, ServiceNowValue> fields = new LinkedHashMap<>();
    XMLStreamReader xml = FACTORY.createXMLStreamReader(new StringReader(element.text()));
    try {
      int depth = 0;
      String display = null;
      StringBuilder text = new StringBuilder();
      while (xml.hasNext()) {
        int event = xml.next();
        if (event == XMLStreamConstants.START_ELEMENT) {
          depth = deeper(depth, element.name());
          if (depth == 2) {
            display = xml.getAttributeValue(null, "display_value");
            text.setLength(0);
          }
        } else if (event == XMLStreamConstants.END_ELEMENT) {
          if (depth == 2) {
            put(fields, xml.getLocalName(), text.toString(), display);
          }
          depth--;
        } else if (depth == 2 && xml.isCharacters()) {
          text.append(xml.getText());
        }
      }
      return fields;
    } finally {
      xml.close();
    }
  }

  private static int deeper(int depth, String name) throws BadRecordException {
    if (depth == DEEPEST) {
      throw new BadRecordException(
          DefectKind.TOO_DEEP, name, "it is nested deeper than " + DEEPEST + " levels", REMEDY);
    }
    return depth + 1;
  }

  private static void put(
      Map<String, ServiceNowValue> fields, String name, String text, @Nullable String display)
      throws BadRecordException {
    if (text.length() > LONGEST_FIELD) {
      throw new BadRecordException(
          DefectKind.TOO_LARGE,
          name,
          name + " has " + text.length() + " characters, allowed are " + LONGEST_FIELD,
          "Look at the record in its source; if it is meant, leave the field out of the export.");
    }
    String value = text.isBlank() ? null : text.strip();
    String shown = display == null || display.isBlank() ? null : display;
    if (fields.put(name, new ServiceNowValue(value, shown)) != null) {
      throw new BadRecordException(
          DefectKind.DUPLICATE_KEY, name, "the record has the field " + name + " twice", REMEDY);
    }
  }

  /** The fields as a JSON object; those with both forms as {@code sysparm_display_value=all}. */
  static String asJson(Map<String, ServiceNowValue> fields) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    fields.forEach(
        (name, field) -> {
          if (field.display() == null) {
            object.put(name, field.value() == null ? "" : field.value());
          } else {
            object
                .putObject(name)
                .put("display_value", field.display())
                .put("value", field.value());
          }
        });
    return object.toString();
  }

  private static String reason(XMLStreamException e) {
    String message = String.valueOf(e.getMessage());
    int text = message.indexOf("Message: ");
    return text < 0 ? message : message.substring(text + "Message: ".length());
  }
}
