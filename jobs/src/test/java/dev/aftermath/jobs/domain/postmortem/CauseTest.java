package dev.aftermath.jobs.domain.postmortem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.jobs.domain.postmortem.Block.Heading;
import dev.aftermath.jobs.domain.postmortem.Block.Item;
import dev.aftermath.jobs.domain.postmortem.Block.Paragraph;
import dev.aftermath.jobs.domain.postmortem.Cause.Basis;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The cause of a postmortem")
class CauseTest {

  @Test
  @DisplayName("is the first sentence of the section about the root cause, if there is one")
  void section() {
    Cause cause =
        cause(
            "Summary",
            "It failed because of rain.",
            "Root Cause",
            "The roof leaks. We patched it.",
            "Contributing Factors",
            "- No spare roof");

    assertThat(cause.sentence()).isEqualTo("The roof leaks.");
    assertThat(cause.basis()).isEqualTo(Basis.SECTION);
    assertThat(cause.factors()).containsExactly("No spare roof");
  }

  @Test
  @DisplayName("is a sentence that says what the root cause was, not one that says it was found")
  void rootCauseSentence() {
    Cause cause =
        cause(
            "Summary",
            "The root cause was found at noon. The root cause of it was a full disk. Due to that,"
                + " writes failed.");

    assertThat(cause.sentence()).isEqualTo("The root cause of it was a full disk.");
    assertThat(cause.basis()).isEqualTo(Basis.ROOT_CAUSE_SENTENCE);
  }

  @Test
  @DisplayName("is the first sentence of the summary that tells what led to what")
  void summarySentence() {
    Cause cause =
        cause(
            "Summary",
            "On 5. January all was well. A change i.e. release 7 caused the index to vanish.",
            "Contributing Factors",
            "- Nobody looked");

    assertThat(cause.sentence()).isEqualTo("A change i.e. release 7 caused the index to vanish.");
    assertThat(cause.basis()).isEqualTo(Basis.SUMMARY_SENTENCE);
  }

  @Test
  @DisplayName("takes the sentence before along where it tells what came of that one")
  void sentenceBefore() {
    assertThat(cause("Summary", "A disk filled up. This resulted in lost writes.").sentence())
        .isEqualTo("A disk filled up. This resulted in lost writes.");
  }

  @Test
  @DisplayName("passes over what might have been or was not")
  void notSo() {
    Cause cause =
        cause(
            "Summary",
            "Potentially causing harm. We were not affected due to luck.",
            "Contributing factors",
            "- Old version");

    assertThat(cause.sentence()).isEqualTo("Old version");
    assertThat(cause.basis()).isEqualTo(Basis.FIRST_FACTOR);
  }

  @Test
  @DisplayName("is unknown where nothing tells it")
  void unknown() {
    Cause cause = cause("Summary", "We looked for it.", "Root cause", "TBD");

    assertThat(cause.sentence()).isNull();
    assertThat(cause.basis()).isNull();
  }

  /** Headings and what stands below them; a dash begins an item of a list. */
  private static Cause cause(String... texts) {
    List<Block> blocks = new ArrayList<>(List.of(new Heading(1, "Title", 1)));
    for (int i = 0; i < texts.length; i += 2) {
      String text = texts[i + 1];
      blocks.add(new Heading(2, texts[i], i + 2));
      blocks.add(
          text.startsWith("- ")
              ? new Item(text.substring(2), null, i + 3)
              : new Paragraph(text, i + 3));
    }
    return Cause.of(Outline.of(new Document(List.of(), blocks)));
  }
}
