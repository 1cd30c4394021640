package dev.aftermath.reports.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.aftermath.reports.SampleReports;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class JsonRendererTest {
  @Test
  void fields_come_in_their_declared_order_instants_in_utc_and_undefined_figures_as_null()
      throws IOException {
    JsonNode report = new ObjectMapper().readTree(json());
    assertThat(report.fieldNames())
        .toIterable()
        .startsWith(
            "header",
            "sentences",
            "kpis",
            "slos",
            "breaches",
            "error_budgets",
            "restatements",
            "incidents");
    assertThat(report.at("/header/as_of").textValue()).isEqualTo("2026-11-17T11:00:00Z");
    assertThat(report.at("/header/final_from").textValue()).isEqualTo("2026-11-17T11:00:00Z");
    assertThat(report.at("/header/state").textValue()).isEqualTo("FINAL");
    assertThat(report.at("/breaches/2/ending").textValue()).isEqualTo("ENDED_BY_DEFINITION");
    assertThat(report.at("/error_budgets/alerts/2/ending").textValue())
        .isEqualTo("ENDED_WITHOUT_DATA");
    assertThat(report.at("/header/zone").textValue()).isEqualTo("Europe/Berlin");
    assertThat(report.at("/kpis/1/value").doubleValue()).isEqualTo(245.0);
    assertThat(report.at("/kpis/1/weeks/5/value").isNull()).isTrue();
    assertThat(report.at("/kpis/4/median").isNull()).isTrue();
    assertThat(report.at("/slos/0/sli").decimalValue()).isEqualByComparingTo("0.99688");
    assertThat(report.at("/promises/agreements/0/met_ratio").doubleValue()).isEqualTo(0.875);
    assertThat(report.at("/promises/rules/3/met_ratio").isNull()).isTrue();
    assertThat(report.at("/incidents/1/acknowledge_seconds").longValue()).isEqualTo(112);
  }

  @Test
  void equal_reports_give_equal_bytes_and_the_identifier_follows_them() throws IOException {
    assertThat(json()).isEqualTo(json());
    assertThat(ReportId.of(SampleReports.usualWeek()))
        .isNotEqualTo(ReportId.of(SampleReports.busyWeek()));
  }

  private static byte[] json() throws IOException {
    var out = new ByteArrayOutputStream();
    new JsonRenderer().render(SampleReports.usualWeek(), out);
    return out.toByteArray();
  }
}
