package dev.aftermath.jobs.domain.cause;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A machine's title is masked")
class MaskedTitleTest {
  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          High error ratio on checkout (7 % of requests failing) | high error ratio on <service> <*> of requests failing
          [FIRING:3] Disk 93% full on db-17.prod               | <*> disk <*> full on <*>
          Requests of Acme GmbH rejected on checkout             | requests of <tenant> rejected on <service>
          S3 slow, http2 resets                                  | s3 slow http2 resets
          checkouts are no checkout                              | checkouts are no <service>
          """)
  @DisplayName("where it differs from one alert to the next, and where it names whom it is about")
  void masked(String title, String expected) {
    assertThat(MaskedTitle.of(title, "Checkout", "Acme GmbH").text()).isEqualTo(expected);
  }

  @Test
  @DisplayName("and compared by its words without these names, which all of the scope share")
  void words() {
    assertThat(MaskedTitle.of("Errors on checkout: 7 errors", "checkout", null).words())
        .containsExactly("<*>", "errors", "on");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "checkout", "checkout 17:30", "#4711"})
  @DisplayName("to nothing where no telling word is left")
  void nothing(String title) {
    assertThat(MaskedTitle.of(title, "checkout", null).isEmpty()).isTrue();
  }

  @Test
  @DisplayName("so that what became of it has the same words")
  void again() {
    MaskedTitle title = MaskedTitle.of("Disk 93% full on checkout for 5m", "checkout", null);
    assertThat(MaskedTitle.read(title.text())).isEqualTo(title);
  }
}
