package dev.aftermath.jobs.simulate;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** Reads the unload form of ServiceNow's XML. */
final class Unloads {

  private Unloads() {}

  static List<Map<String, String>> rows(byte[] xml, String table) {
    try {
      NodeList records =
          DocumentBuilderFactory.newDefaultInstance()
              .newDocumentBuilder()
              .parse(new ByteArrayInputStream(xml))
              .getElementsByTagName(table);
      List<Map<String, String>> rows = new ArrayList<>();
      for (int i = 0; i < records.getLength(); i++) {
        Map<String, String> row = new TreeMap<>();
        NodeList fields = records.item(i).getChildNodes();
        for (int j = 0; j < fields.getLength(); j++) {
          if (fields.item(j) instanceof Element field) {
            row.put(field.getTagName(), field.getTextContent());
          }
        }
        rows.add(row);
      }
      return rows;
    } catch (IOException | ParserConfigurationException | SAXException e) {
      throw new IllegalStateException(e);
    }
  }
}
