package dev.aftermath.jobs.sources;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("A broken export of tickets or pages")
class BrokenExportsTest {
  @ParameterizedTest(name = "{0}")
  @MethodSource("corpus")
  @DisplayName("is refused or quarantined with place, cause and remedy, its neighbours taken")
  void isHeldBack(BrokenExport broken) {
    GatheredExport read = GatheredExport.of(broken.reader(), broken.settings(), broken.bytes());

    assertThat(read.keys()).isEqualTo(broken.keys());
    assertThat(read.defects).isNotEmpty();
    Defect defect = read.defects.get(0);
    assertThat(defect.kind()).as(defect.toString()).isEqualTo(broken.kind());
    assertThat(defect.where()).contains(broken.where());
    assertThat(defect.cause()).contains(broken.cause());
    assertThat(defect.remedy()).isNotBlank();
    if (!read.refused) {
      assertThat(read.account()).isEqualTo(broken.records());
    }
  }

  static Stream<BrokenExport> corpus() {
    return Stream.of(
            BrokenLogs.eventLogs(),
            BrokenLogs.valuesOfLogs(),
            BrokenLogs.refusedLogs(),
            BrokenPages.pages(),
            BrokenPages.valuesOfPages(),
            BrokenPages.refusedPages(),
            BrokenTickets.tickets(),
            BrokenTickets.lists(),
            BrokenMarkup.markup(),
            BrokenMarkup.refusedMarkup(),
            BrokenRunbooks.runbooks(),
            BrokenPostmortems.postmortems(),
            BrokenAlerts.alerts())
        .flatMap(Function.identity());
  }
}
