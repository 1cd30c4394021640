package dev.aftermath.jobs.sources;

import java.io.StringReader;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Whether a text is well-formed in Confluence's storage format: a fragment of XHTML whose prefixes
 * and entities nobody declares. A page that was cut off must not pass for a short one.
 */
final class StorageFormat {
  private static final int DEEPEST = 200;
  private static final String REMEDY = "Export the page again; do not edit exports by hand.";
  private static final XMLInputFactory FACTORY = factory();

  private StorageFormat() {}

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
    factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
    factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
    return factory;
  }

  /** Insists on it. */
  static void check(String fragment) throws BadRecordException {
    if (fragment.contains("<!DOCTYPE") || fragment.contains("<!ENTITY")) {
      throw new BadRecordException(
          DefectKind.FORBIDDEN_DECLARATION,
          "line " + lineOf(fragment, fragment.indexOf("<!")),
          "the page declares a document type or an entity",
          REMEDY);
    }
    try {
      read(FACTORY.createXMLStreamReader(new StringReader("<page>" + fragment + "</page>")));
    } catch (XMLStreamException e) {
      int line = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNumber());
      throw new BadRecordException(
          DefectKind.MALFORMED,
          "line " + line,
          "the page is not well-formed: " + reason(e),
          REMEDY);
    }
  }

  private static void read(XMLStreamReader xml) throws XMLStreamException, BadRecordException {
    try {
      int depth = 0;
      while (xml.hasNext()) {
        int event = xml.next();
        if (event == XMLStreamConstants.START_ELEMENT && ++depth > DEEPEST) {
          throw new BadRecordException(
              DefectKind.TOO_DEEP,
              "line " + xml.getLocation().getLineNumber(),
              "it is nested deeper than " + DEEPEST + " levels",
              REMEDY);
        }
        depth -= event == XMLStreamConstants.END_ELEMENT ? 1 : 0;
      }
    } finally {
      xml.close();
    }
  }

  private static long lineOf(String text, int at) {
    return 1 + text.substring(0, at).chars().filter(character -> character == '\n').count();
  }

  private static String reason(XMLStreamException e) {
    String message = String.valueOf(e.getMessage());
    int text = message.indexOf("Message: ");
    return text < 0 ? message : message.substring(text + "Message: ".length());
  }
}
