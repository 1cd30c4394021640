package dev.aftermath.jobs.sources;

import dev.aftermath.jobs.domain.contract.RunbookSection;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableBody;
import org.commonmark.ext.gfm.tables.TableHead;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;
import org.jspecify.annotations.Nullable;

/**
 * Which sections a runbook has, and on which lines.
 *
 * <p>A section is a heading with anything but a comment or a "to do" below it; a row of a table
 * whose first cell names it; a column of a table that is headed by it; or a line such as {@code
 * Owner: team}.
 */
final class RunbookOutline {
  private static final Set<String> UNWRITTEN = Set.of("todo", "tbd", "tba", "n/a", "...", "-");
  private static final int LONGEST_LABEL = 40;

  private final Map<RunbookSection, Integer> found = new EnumMap<>(RunbookSection.class);
  private final Map<RunbookSection, Integer> empty = new EnumMap<>(RunbookSection.class);
  private @Nullable String title;
  private @Nullable String owner;

  private RunbookOutline() {}

  /** The outline of a text. */
  static RunbookOutline of(String markdown) {
    Node document =
        Parser.builder()
            .extensions(List.of(TablesExtension.create()))
            .includeSourceSpans(IncludeSourceSpans.BLOCKS)
            .build()
            .parse(markdown);
    RunbookOutline outline = new RunbookOutline();
    outline.headings(document);
    outline.labels(document);
    return outline;
  }

  /** The first heading; null without one. */
  @Nullable String title() {
    return title;
  }

  /** What stands beside or below the word for the owner; null where nothing does. */
  @Nullable String owner() {
    return owner;
  }

  /** Takes a section that stands elsewhere in the file. */
  void add(RunbookSection section, int line) {
    found.merge(section, line, Math::min);
  }

  /** The sections as {@link dev.aftermath.jobs.domain.incident.IncidentField#SECTIONS} has them. */
  @Nullable String sections() {
    List<String> lines = new ArrayList<>();
    for (RunbookSection section : RunbookSection.values()) {
      if (found.containsKey(section)) {
        lines.add(section.word() + " " + found.get(section));
      } else if (empty.containsKey(section)) {
        lines.add(section.word() + " " + empty.get(section) + " empty");
      }
    }
    return lines.isEmpty() ? null : String.join("\n", lines);
  }

  /** A heading that waits for something to stand below it. */
  private record Open(int level, int line, Optional<RunbookSection> section) {}

  private void headings(Node document) {
    List<Open> open = new ArrayList<>();
    for (Node block = document.getFirstChild(); block != null; block = block.getNext()) {
      if (block instanceof Heading heading) {
        String text = text(heading);
        title = title == null ? text : title;
        open.removeIf(above -> above.level() >= heading.getLevel());
        Optional<RunbookSection> section = RunbookSection.headedBy(text);
        int line = line(heading);
        section.ifPresent(it -> empty.putIfAbsent(it, line));
        open.add(new Open(heading.getLevel(), line, section));
      } else if (isWritten(block)) {
        String text = text(block);
        for (Open above : open) {
          above.section().ifPresent(section -> write(section, above.line(), text));
        }
      }
    }
  }

  private static boolean isWritten(Node block) {
    return !(block instanceof HtmlBlock) && !isUnwritten(text(block));
  }

  private static boolean isUnwritten(String text) {
    return text.isBlank() || UNWRITTEN.contains(text.strip().toLowerCase(Locale.ROOT));
  }

  private void write(RunbookSection section, int line, String text) {
    if (found.putIfAbsent(section, line) == null && section == RunbookSection.OWNER) {
      owner = owner == null ? text : owner;
    }
  }

  private void labels(Node parent) {
    for (Node node = parent.getFirstChild(); node != null; node = node.getNext()) {
      if (node instanceof TableBlock table) {
        table(table);
      } else if (node instanceof Paragraph) {
        int line = line(node);
        for (String written : text(node).lines().toList()) {
          label(written, line++);
        }
      } else {
        labels(node);
      }
    }
  }

  /** A line such as {@code Owner: team}. */
  private void label(String written, int line) {
    int colon = written.indexOf(':');
    if (colon > 0 && colon <= LONGEST_LABEL && !isUnwritten(written.substring(colon + 1))) {
      RunbookSection.headedBy(written.substring(0, colon))
          .ifPresent(section -> write(section, line, written.substring(colon + 1).strip()));
    }
  }

  private void table(TableBlock table) {
    List<List<String>> rows = new ArrayList<>();
    List<Integer> lines = new ArrayList<>();
    for (Node part = table.getFirstChild(); part != null; part = part.getNext()) {
      if (part instanceof TableHead || part instanceof TableBody) {
        for (Node row = part.getFirstChild(); row != null; row = row.getNext()) {
          rows.add(cells((TableRow) row));
          lines.add(line(row));
        }
      }
    }
    for (int i = 0; i < rows.size(); i++) {
      List<String> cells = rows.get(i);
      int line = lines.get(i);
      boolean headsColumns =
          i == 0 && cells.size() > 1 && RunbookSection.headedBy(cells.get(1)).isPresent();
      if (cells.size() > 1 && !headsColumns && !isUnwritten(cells.get(1))) {
        RunbookSection.headedBy(cells.get(0))
            .ifPresent(section -> write(section, line, cells.get(1)));
      }
    }
    List<String> heads = rows.isEmpty() ? List.of() : rows.get(0);
    for (int column = 0; column < heads.size(); column++) {
      int place = column;
      String below =
          rows.stream()
              .skip(1)
              .filter(cells -> cells.size() > place && !isUnwritten(cells.get(place)))
              .map(cells -> cells.get(place))
              .collect(Collectors.joining(", "));
      if (!below.isEmpty()) {
        RunbookSection.headedBy(heads.get(column))
            .ifPresent(section -> write(section, lines.get(0), below));
      }
    }
  }

  private static List<String> cells(TableRow row) {
    List<String> cells = new ArrayList<>();
    for (Node cell = row.getFirstChild(); cell != null; cell = cell.getNext()) {
      cells.add(text(cell));
    }
    return cells;
  }

  private static String text(Node node) {
    PlainText text = new PlainText();
    node.accept(text);
    return text.toString().strip();
  }

  private static int line(Node node) {
    return node.getSourceSpans().isEmpty() ? 1 : node.getSourceSpans().get(0).getLineIndex() + 1;
  }
}
