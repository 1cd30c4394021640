package dev.aftermath.jobs.domain.cause.label;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The sentences of a text that tell the cause")
class CauseSentencesTest {
  private static final CauseSentences SENTENCES =
      new CauseSentences(
          new CauseCues(
              CauseDictionaryTest.phrases("root cause*", "ursache"),
              CauseDictionaryTest.phrases("due to", "weil", "caused by")));

  @Test
  @DisplayName("are those with cue words, in English and in German")
  void cued() {
    assertThat(
            SENTENCES.of(
                "Checkout was slow. This was due to a full disk. We are sorry. Alles stand, weil"
                    + " die Platte voll war."))
        .isEqualTo("This was due to a full disk. Alles stand, weil die Platte voll war.");
  }

  @Test
  @DisplayName("are none where the text has no cue word")
  void none() {
    assertThat(SENTENCES.of("Checkout was slow. We are sorry.")).isEmpty();
  }

  @Test
  @DisplayName("are the section about the cause, whole where it has no cue word, and no other")
  void section() {
    assertThat(
            SENTENCES.of(
                """
                # Outage of checkout
                Sales were down due to the outage.
                ## Root cause
                The pool was too small.
                Nobody had noticed.
                ## Impact
                Lost orders, caused by the outage.
                """))
        .isEqualTo("The pool was too small.\nNobody had noticed.");
  }

  @Test
  @DisplayName("are of a section only those with cue words where it has any")
  void cuedSection() {
    assertThat(
            SENTENCES.of(
                """
                **Impact:** Lost orders due to errors.
                **Root cause:** We looked at it. It was caused by a full disk.
                **Next steps:** Larger disks.
                """))
        .isEqualTo("It was caused by a full disk.");
  }

  @Test
  @DisplayName("are found in HTML, whose tags are no part of them")
  void html() {
    assertThat(
            SENTENCES.of(
                """
                <p><b>Summary:</b> Slow due to
                load.</p><p><strong>Root Cause</strong>: The pool &amp; the disk
                were full.</p><p><strong>Mitigation</strong>: Restarted.</p>"""))
        .isEqualTo("The pool & the disk were full.");
  }

  @Test
  @DisplayName("are found under a heading that is a line of its own")
  void bareHeading() {
    assertThat(SENTENCES.of("Ursache\nDie Platte war voll.\nMaßnahmen:\nGrößere Platte."))
        .isEqualTo("Die Platte war voll.");
  }
}
