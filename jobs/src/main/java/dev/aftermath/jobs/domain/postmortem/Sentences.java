package dev.aftermath.jobs.domain.postmortem;

import dev.aftermath.jobs.domain.postmortem.Block.Item;
import dev.aftermath.jobs.domain.postmortem.Block.Paragraph;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Running text. */
final class Sentences {
  /** A full stop behind a number may be that of a date: on 5. January. */
  private static final Pattern END =
      Pattern.compile(
          "(?<=[.!?][)\"”]?)(?<![0-9]\\.)(?<!e\\.g\\.)(?<!i\\.e\\.)(?<!z\\.B\\.)(?<!d\\.h\\.)\\s+(?=[^a-z])");

  private static final Pattern SPACE = Pattern.compile("\\s+");

  private Sentences() {}

  /** The sentences of a block; those of a table are none. */
  static Stream<String> of(Block block) {
    return Stream.of(text(block))
        .filter(text -> !text.isEmpty())
        .flatMap(text -> END.splitAsStream(SPACE.matcher(text).replaceAll(" ").strip()));
  }

  /** The text of blocks, one a line; tables left out. */
  static String text(List<Block> blocks) {
    return String.join(
        "\n", blocks.stream().map(Sentences::text).filter(text -> !text.isEmpty()).toList());
  }

  private static String text(Block block) {
    if (block instanceof Paragraph paragraph) {
      return paragraph.text().strip();
    }
    return block instanceof Item item ? item.text().strip() : "";
  }
}
