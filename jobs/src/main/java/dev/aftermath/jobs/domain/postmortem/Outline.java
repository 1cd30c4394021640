package dev.aftermath.jobs.domain.postmortem;

import dev.aftermath.jobs.domain.postmortem.Block.Heading;
import dev.aftermath.jobs.domain.postmortem.Block.Item;
import dev.aftermath.jobs.domain.postmortem.Block.Paragraph;
import dev.aftermath.jobs.domain.postmortem.Block.Table;
import dev.aftermath.jobs.domain.postmortem.Block.TableRow;
import dev.aftermath.jobs.domain.postmortem.Document.Property;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A document by its details and sections.
 *
 * <p>A section is what stands below its heading, down to the next heading of the same or a higher
 * level; below headings in it that head another section, it is that other section's. A line such as
 * {@code Root cause: ...} and a property named like a section are sections too. A table of two
 * columns before the first section states properties.
 */
final class Outline {
  private static final int LONGEST_LABEL = 40;

  private final Map<Detail, String> details = new EnumMap<>(Detail.class);
  private final Map<PostmortemSection, List<Block>> sections =
      new EnumMap<>(PostmortemSection.class);
  private final Map<PostmortemSection, Integer> lines = new EnumMap<>(PostmortemSection.class);
  private final List<Block> blocks;
  private @Nullable String title;

  private Outline(List<Block> blocks) {
    this.blocks = blocks;
  }

  /** The outline of a document. */
  static Outline of(Document document) {
    Outline outline = new Outline(document.blocks());
    document.properties().forEach(outline::property);
    outline.walk();
    return outline;
  }

  /** What the document states of a detail; null when it does not. */
  @Nullable String detail(Detail detail) {
    return details.get(detail);
  }

  /** The first heading; null without one. */
  @Nullable String title() {
    return title;
  }

  /** The line on which a section begins; null when the document does not have it. */
  @Nullable Integer line(PostmortemSection section) {
    return lines.get(section);
  }

  /** What is written in a section. */
  List<Block> section(PostmortemSection section) {
    return sections.getOrDefault(section, List.of());
  }

  /** Everything that is written. */
  List<Block> blocks() {
    return blocks;
  }

  private void property(Property property) {
    if (Words.isUnwritten(property.value())) {
      return;
    }
    Optional<Detail> detail = Detail.named(property.name());
    if (detail.isPresent()) {
      details.putIfAbsent(detail.get(), property.value().strip());
    } else {
      PostmortemSection.labelledBy(property.name())
          .ifPresent(
              section -> add(section, new Paragraph(property.value().strip(), property.line())));
    }
  }

  private record Open(int level, @Nullable PostmortemSection section) {}

  private void walk() {
    List<Open> open = new ArrayList<>();
    for (Block block : blocks) {
      if (block instanceof Heading heading) {
        open(heading, open);
      } else {
        PostmortemSection section = innermost(open);
        if (section != null) {
          add(section, block);
        } else if (block instanceof Table table && lines.isEmpty()) {
          properties(table);
        } else if (block instanceof Paragraph paragraph) {
          labels(paragraph);
        }
      }
    }
  }

  private void open(Heading heading, List<Open> open) {
    open.removeIf(above -> above.level() >= heading.level());
    // The title may speak of an impact or a cause without heading it.
    boolean isTitle = title == null && heading.level() == 1;
    title = title == null ? heading.text() : title;
    PostmortemSection section =
        isTitle ? null : PostmortemSection.headedBy(heading.text()).orElse(null);
    if (section != null) {
      lines.putIfAbsent(section, heading.line());
    }
    open.add(new Open(heading.level(), section));
  }

  private static @Nullable PostmortemSection innermost(List<Open> open) {
    PostmortemSection section = null;
    for (Open above : open) {
      section = above.section() == null ? section : above.section();
    }
    return section;
  }

  private void add(PostmortemSection section, Block block) {
    lines.putIfAbsent(section, block.line());
    if (isWritten(block)) {
      sections.computeIfAbsent(section, it -> new ArrayList<>()).add(block);
    }
  }

  private static boolean isWritten(Block block) {
    if (block instanceof Paragraph paragraph) {
      return !Words.isUnwritten(paragraph.text());
    }
    return !(block instanceof Item item) || !Words.isUnwritten(item.text());
  }

  private void properties(Table table) {
    for (TableRow row : table.rows()) {
      if (row.cells().size() == 2) {
        property(new Property(row.cell(0), row.cell(1), row.line()));
      }
    }
  }

  private void labels(Paragraph paragraph) {
    int line = paragraph.line();
    for (String written : paragraph.text().lines().toList()) {
      int colon = written.indexOf(':');
      if (colon > 0 && colon <= LONGEST_LABEL) {
        property(new Property(written.substring(0, colon), written.substring(colon + 1), line));
      }
      line++;
    }
  }
}
