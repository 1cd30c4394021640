package dev.aftermath.jobs.domain.postmortem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.jobs.domain.postmortem.Block.Heading;
import dev.aftermath.jobs.domain.postmortem.Block.Item;
import dev.aftermath.jobs.domain.postmortem.Block.Paragraph;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The action items of a postmortem")
class ActionItemsTest {

  @ParameterizedTest(name = "{0}")
  @DisplayName("tell in their text who does them, by when, and how they stand")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          Fix it                                    | -           | -          | OPEN      | none | -
          Fix it (done)                             | -           | -          | DONE      | word | -
          Fix it (won't do)                         | -           | -          | CANCELLED | word | -
          Fix it (issue created)                    | -           | -          | OPEN      | none | -
          Fix it @anna.albers by 2026-04-01         | anna.albers | 2026-04-01 | OPEN      | none | -
          Fix it (owner: Anna Albers, due: 1 May 2026) | Anna Albers | 2026-05-01 | OPEN   | none | -
          Fix it, OPS-12                            | -           | -          | OPEN      | none | OPS-12
          Look at CVE-2026-1 and UTF-8              | -           | -          | OPEN      | none | -
          See https://git.example.com/a/b/issues/7  | -           | -          | OPEN      | none | https://git.example.com/a/b/issues/7
          Stand by and wait                         | -           | -          | OPEN      | none | -
          """)
  void text(
      String text, String owner, String due, ActionItem.State state, String basis, String tracker) {
    ActionItem item = items(new Item(text, null, 3)).get(0);

    assertThat(item.owner()).isEqualTo(owner);
    assertThat(item.dueOn() == null ? null : item.dueOn().toString()).isEqualTo(due);
    assertThat(item.state()).isEqualTo(state);
    assertThat(item.stateBasis()).isEqualTo(basis);
    assertThat(item.tracker()).isEqualTo(tracker);
  }

  @Test
  @DisplayName("believe their check box before their words")
  void checkBox() {
    assertThat(items(new Item("Fix it (done)", false, 3)).get(0))
        .satisfies(
            item -> {
              assertThat(item.state()).isEqualTo(ActionItem.State.OPEN);
              assertThat(item.stateBasis()).isEqualTo("check_box");
            });
    assertThat(items(new Item("Fix it, done 2026-03-09", true, 3)).get(0).closedOn())
        .hasToString("2026-03-09");
  }

  @Test
  @DisplayName("are paragraphs only where there is neither a list nor a table")
  void paragraphs() {
    assertThat(items(new Paragraph("Fix it.", 3), new Paragraph("Test it.", 5)))
        .extracting(ActionItem::text)
        .containsExactly("Fix it.", "Test it.");
    assertThat(items(new Paragraph("We agreed on:", 3), new Item("Fix it", null, 4)))
        .extracting(ActionItem::text)
        .containsExactly("Fix it");
    assertThat(items(new Item("-", null, 4))).isEmpty();
  }

  private static List<ActionItem> items(Block... blocks) {
    return ActionItems.of(
        Outline.of(
            new Document(
                List.of(),
                Stream.concat(
                        Stream.of(new Heading(1, "Title", 1), new Heading(2, "Action items", 2)),
                        Stream.of(blocks))
                    .toList())));
  }
}
