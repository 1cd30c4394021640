package dev.aftermath.jobs.domain.cause;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The normalised text of a cause")
class CauseTextTest {

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          Disk full on web-03.prod.example.com.      | disk full on <host>
          Disk  FULL on web-17.prod.example.com!     | disk full on <host>
          Timeout after 30s, 5 retries               | timeout after <n>s, <n> retries
          Peer 10.0.0.7:5432 refused                 | peer <ip> refused
          Peer fe80::1ff:fe23:4567 gone              | peer <ip> gone
          Job 123e4567-e89b-12d3-a456-426614174000 died | job <id> died
          Restarted 2026-11-02 10:15:00 by cron      | restarted <time> by cron
          Commit 9f86d081884c broke it               | commit <hex> broke it
          Table "orders" locked by 'batch'           | table <quoted> locked by <quoted>
          It can't reach INC0010002's host           | it can't reach <id>'s host
          s3 and http2 stay, web01 does not          | s3 and http2 stay, <id> does not
          CPU at 97%                                 | cpu at <n>%
          Ｆｕｌｌ width                               | full width
          """)
  void masksWhatDiffersBetweenOccurrences(String wording, String expected) {
    assertThat(CauseText.normalised(wording)).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          Certificate expired on api-6tnfck-pgvdq, renewed at 2026-11-10 13:46:56. | Certificate expired on …, renewed at …
          Missing index after deploy v5.16.6: query 33112fac-42d4-4c43-a259-d6f289b61af5 took 40089 ms | Missing index after deploy …: query … took … ms
          DNS failed:  Resolver 10.12.72.202 is SILENT                             | DNS failed: Resolver … is SILENT
          S3 and HTTP2 stay, Web01 does not                                        | S3 and HTTP2 stay, … does not
          """)
  void readsWithoutWhatDiffersAndInItsOwnCase(String wording, String expected) {
    assertThat(CauseText.readable(wording)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "   ", "...", "INC0010002", "2026-11-02 10:15:00", "42"})
  void isEmptyWhenNothingTellingIsLeft(String wording) {
    assertThat(CauseText.normalised(wording)).isEmpty();
  }

  @Test
  void isReachedInOneStep() {
    String once = CauseText.normalised("Certificate of api-7.example.com expired at 10:15");
    assertThat(CauseText.normalised(once)).isEqualTo(once);
  }

  @Test
  void isMadeQuicklyFromHostileText() {
    for (String unit : new String[] {"\"", "1.", "a1-", "0:", "' ", "<time> 10:15 ", "\u202e1"}) {
      String hostile = unit.repeat(2_000_000);
      Assertions.assertTimeout(
          Duration.ofSeconds(1), () -> CauseText.normalised(hostile), "unit " + unit);
    }
  }
}
