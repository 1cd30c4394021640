package dev.aftermath.jobs.sources;

import dev.aftermath.jobs.domain.postmortem.Block;
import dev.aftermath.jobs.domain.postmortem.Block.Heading;
import dev.aftermath.jobs.domain.postmortem.Block.Item;
import dev.aftermath.jobs.domain.postmortem.Block.Paragraph;
import dev.aftermath.jobs.domain.postmortem.Block.Table;
import dev.aftermath.jobs.domain.postmortem.Block.TableRow;
import dev.aftermath.jobs.domain.postmortem.Document;
import dev.aftermath.jobs.domain.postmortem.Document.Property;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;

/**
 * Takes a page in Confluence's storage format apart: page properties, headings, paragraphs, lists,
 * tasks and tables, in whatever layouts, panels and macros they stand.
 */
final class ConfluenceDocument {
  private final List<Property> properties = new ArrayList<>();
  private final List<Block> blocks = new ArrayList<>();

  private ConfluenceDocument() {}

  static Document of(String fragment) throws BadRecordException {
    String body = fragment.replaceFirst("^\\s*<\\?xml[^>]*\\?>", "");
    StorageFormat.check(body);
    ConfluenceDocument document = new ConfluenceDocument();
    document.walk(Jsoup.parse(body, "", Parser.xmlParser().setTrackPosition(true)));
    return new Document(document.properties, document.blocks);
  }

  /** The text of a macro's parameter; empty without it. */
  static String parameter(Element macro, String name) {
    for (Element child : macro.children()) {
      if (child.tagName().equals("ac:parameter") && child.attr("ac:name").equals(name)) {
        return child.text();
      }
    }
    return "";
  }

  private void walk(Element parent) {
    for (Node node : parent.childNodes()) {
      if (node instanceof Element element) {
        element(element);
      } else if (node instanceof TextNode text && !text.isBlank()) {
        blocks.add(new Paragraph(ConfluenceText.of(text), line(text)));
      }
    }
  }

  private void element(Element element) {
    String name = element.tagName().toLowerCase(Locale.ROOT);
    switch (name) {
      case "h1", "h2", "h3", "h4", "h5", "h6" ->
          blocks.add(new Heading(name.charAt(1) - '0', ConfluenceText.of(element), line(element)));
      case "ul", "ol" -> items(element);
      case "ac:task-list" -> tasks(element);
      case "table" -> blocks.add(new Table(rows(element), line(element)));
      case "ac:structured-macro" -> macro(element);
      case "ac:parameter" -> {}
      case "p", "pre", "a", "span", "strong", "em", "time", "ac:link" -> paragraph(element);
      default -> walk(element);
    }
  }

  private void paragraph(Element element) {
    String text = ConfluenceText.of((Node) element);
    if (!text.isEmpty()) {
      blocks.add(new Paragraph(text, line(element)));
    }
  }

  private void macro(Element macro) {
    switch (macro.attr("ac:name")) {
      case "details" -> macro.getElementsByTag("table").forEach(this::properties);
      case "code", "noformat", "status", "jira" -> paragraph(macro);
      default -> walk(macro);
    }
  }

  /** Names stand beside their values or, in a table of two rows, above them. */
  private void properties(Element table) {
    List<TableRow> rows = rows(table);
    boolean isAcross = rows.size() == 2 && rows.get(0).cells().size() > 2;
    if (isAcross) {
      List<String> names = rows.get(0).cells();
      List<String> values = rows.get(1).cells();
      for (int i = 0; i < Math.min(names.size(), values.size()); i++) {
        properties.add(new Property(names.get(i), values.get(i), rows.get(1).line()));
      }
      return;
    }
    for (TableRow row : rows) {
      if (row.cells().size() >= 2) {
        properties.add(new Property(row.cells().get(0), row.cells().get(1), row.line()));
      }
    }
  }

  private void items(Element list) {
    for (Element item : list.children()) {
      blocks.add(new Item(ConfluenceText.of(item), null, line(item)));
    }
  }

  private void tasks(Element list) {
    for (Element task : list.children()) {
      if (task.tagName().equals("ac:task")) {
        Element status = task.getElementsByTag("ac:task-status").first();
        Element body = task.getElementsByTag("ac:task-body").first();
        boolean ticked = status != null && status.text().strip().equals("complete");
        blocks.add(new Item(body == null ? "" : ConfluenceText.of(body), ticked, line(task)));
      } else if (task.tagName().equals("ac:task-list")) {
        tasks(task);
      }
    }
  }

  private static List<TableRow> rows(Element table) {
    List<TableRow> rows = new ArrayList<>();
    for (Element row : table.getElementsByTag("tr")) {
      List<String> cells =
          row.children().stream()
              .filter(cell -> cell.tagName().equals("td") || cell.tagName().equals("th"))
              .map(ConfluenceText::of)
              .toList();
      rows.add(new TableRow(cells, line(row)));
    }
    return rows;
  }

  private static int line(Node node) {
    return node.sourceRange().isTracked() ? node.sourceRange().start().lineNumber() : 1;
  }
}
