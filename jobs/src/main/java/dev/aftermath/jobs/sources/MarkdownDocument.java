package dev.aftermath.jobs.sources;

import dev.aftermath.jobs.domain.postmortem.Block;
import dev.aftermath.jobs.domain.postmortem.Block.Item;
import dev.aftermath.jobs.domain.postmortem.Block.Paragraph;
import dev.aftermath.jobs.domain.postmortem.Block.Table;
import dev.aftermath.jobs.domain.postmortem.Document;
import dev.aftermath.jobs.domain.postmortem.Document.Property;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableBody;
import org.commonmark.ext.gfm.tables.TableHead;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.LinkReferenceDefinition;
import org.commonmark.node.ListBlock;
import org.commonmark.node.Node;
import org.commonmark.node.ThematicBreak;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;
import org.jspecify.annotations.Nullable;

/** Takes a Markdown file apart: front matter, headings, paragraphs, lists and tables. */
final class MarkdownDocument {
  private final List<Block> blocks = new ArrayList<>();

  private MarkdownDocument() {}

  static Document of(String text) throws BadRecordException {
    FrontMatter matter = FrontMatter.of(text);
    MarkdownDocument document = new MarkdownDocument();
    document.walk(
        Parser.builder()
            .extensions(List.of(TablesExtension.create()))
            .includeSourceSpans(IncludeSourceSpans.BLOCKS)
            .build()
            .parse(matter.body()));
    return new Document(
        matter.entries().stream()
            .map(entry -> new Property(entry.name(), entry.value(), entry.line()))
            .toList(),
        document.blocks);
  }

  private void walk(Node parent) {
    for (Node node = parent.getFirstChild(); node != null; node = node.getNext()) {
      if (node instanceof Heading heading) {
        blocks.add(new Block.Heading(heading.getLevel(), LinkedText.of(node), line(node)));
      } else if (node instanceof ListBlock) {
        items(node);
      } else if (node instanceof TableBlock) {
        blocks.add(table(node));
      } else if (node instanceof BlockQuote) {
        walk(node);
      } else if (isText(node)) {
        blocks.add(new Paragraph(LinkedText.of(node), line(node)));
      }
    }
  }

  private static boolean isText(Node node) {
    return !(node instanceof HtmlBlock
        || node instanceof ThematicBreak
        || node instanceof LinkReferenceDefinition);
  }

  private void items(Node list) {
    for (Node node = list.getFirstChild(); node != null; node = node.getNext()) {
      String text = LinkedText.of(node);
      Boolean ticked = ticked(text);
      blocks.add(new Item(ticked == null ? text : text.substring(3).strip(), ticked, line(node)));
    }
  }

  /** What a check box before the text says; null without one. */
  private static @Nullable Boolean ticked(String text) {
    String box = text.substring(0, Math.min(3, text.length())).toLowerCase(Locale.ROOT);
    return switch (box) {
      case "[x]" -> true;
      case "[ ]" -> false;
      default -> null;
    };
  }

  private static Table table(Node table) {
    List<Block.TableRow> rows = new ArrayList<>();
    for (Node part = table.getFirstChild(); part != null; part = part.getNext()) {
      if (part instanceof TableHead || part instanceof TableBody) {
        for (Node row = part.getFirstChild(); row != null; row = row.getNext()) {
          rows.add(new Block.TableRow(cells(row), line(row)));
        }
      }
    }
    return new Table(rows, line(table));
  }

  private static List<String> cells(Node row) {
    List<String> cells = new ArrayList<>();
    for (Node cell = row.getFirstChild(); cell != null; cell = cell.getNext()) {
      cells.add(LinkedText.of(cell));
    }
    return cells;
  }

  private static int line(Node node) {
    return node.getSourceSpans().isEmpty() ? 1 : node.getSourceSpans().get(0).getLineIndex() + 1;
  }
}
