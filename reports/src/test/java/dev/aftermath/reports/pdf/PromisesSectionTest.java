package dev.aftermath.reports.pdf;

import static org.assertj.core.api.Assertions.assertThat;

import com.lowagie.text.pdf.PdfReader;
import com.lowagie.text.pdf.parser.PdfTextExtractor;
import dev.aftermath.reports.SampleReports;
import dev.aftermath.reports.model.WeeklyReport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The section about promises and rules")
class PromisesSectionTest {
  @Test
  @DisplayName("gives the share of SLAs met by both denominators, with the number behind each")
  void agreements() throws IOException {
    assertThat(text(SampleReports.usualWeek()))
        // Resolved, decided, met, breached, undecided, cancelled, without.
        .contains(dense("Response 20 16 14 2 0 1 3 87.5 % 70.0 % as usual (11 weeks)"))
        .contains(dense("priority 1 4 4 3 1 0 0 0 75.0 % 75.0 %"))
        .contains(dense("Other segments are in the workbook."));
  }

  @Test
  @DisplayName("lists a rule with what was checked, and names those that had nothing to check")
  void rules() throws IOException {
    assertThat(text(SampleReports.usualWeek()))
        .contains(
            dense("Incident tenant high Service owners 20 12 60.0 % 3 (+2) ▼ lower than in 11"))
        .contains(dense("Runbook rollback high Service owners 12 11 91.7 % 1 as they are now"))
        .contains(dense("Incident monitoring ID medium Service owners 20 19 95.0 % 0 as usual"))
        .contains(dense("Nothing to check for: change governance policy."))
        .doesNotContain(dense("0 of 0"));
  }

  @Test
  @DisplayName("lists what breaks rules once, says how many more there are and where")
  void findings() throws IOException {
    assertThat(text(SampleReports.usualWeek()))
        .contains(dense("INC0010001 not stated: tenant, impact"))
        .contains(dense("CHG0000007 approved 1 h 30 min after start"))
        .contains(dense("search.md not stated: rollback"))
        .contains(
            dense(
                "The first 12 of 15; the other 3 are in the workbook, sheet “Contract findings”."))
        .contains("INC0020018")
        .doesNotContain("INC0020019");
  }

  @Test
  @DisplayName("sets the load of a week beside the usual, with an arrow only where a rule fired")
  void load() throws IOException {
    String text = text(SampleReports.usualWeek());
    assertThat(text)
        .contains(dense("60 20 – 61 21 20 – 61 5 ▲ 34 4 – 21 9 2"))
        .contains(dense("14 people, 28 shifts, 0.75 incidents a shift"))
        .contains(dense("usual by 11 weeks before"));
  }

  @Test
  @DisplayName("tells of a gap which part nobody at all would have heard in")
  void gaps() throws IOException {
    assertThat(text(SampleReports.usualWeek()))
        .contains(dense("One stretch of time in which nobody was on call"))
        .contains(dense("Default shop 1 Mon 9 Nov 02:00 Mon 9 Nov 05:00 3 h 30 min"));
  }

  @Test
  @DisplayName("gives the figures of deliveries with the number behind each, and none of nothing")
  void deliveries() throws IOException {
    assertThat(text(SampleReports.usualWeek()))
        .contains(dense("checkout 4 2 d 01 h (3) 25.0 % (1 of 4) 1 h 30 min (1) 25.0 % (1 of 4)"))
        .contains(dense("Services without a deployment: 1."));
  }

  @Test
  @DisplayName("gives no median of fewer than five updates")
  void updates() throws IOException {
    assertThat(text(SampleReports.usualWeek()))
        .contains(dense("priority 1 5 of 6 25 min 45 min 3 of 4 – 10 min"))
        .contains(dense("no priority 0 of 2 – – – – –"));
  }

  @Test
  @DisplayName("says in a sentence what is not there")
  void nothing() throws IOException {
    assertThat(text(SampleReports.quietWeek()))
        .contains(dense("No task SLA was exported."))
        .contains(dense("No rule of the operations contract is declared."))
        .contains(
            dense("No rule of the contract was broken in this week, and no older finding is open."))
        .contains(
            dense("No incident was opened in this week that anybody could have been told of."))
        .contains(dense("No figures: nobody was interrupted, or too few people to tell of"))
        .contains(dense("No gap is known: as far as shifts were exported"))
        .contains(dense("No deployment was exported."))
        .doesNotContain(dense("Breached"))
        .doesNotContain(dense("Lead time"));
  }

  private static String text(WeeklyReport report) throws IOException {
    var out = new ByteArrayOutputStream();
    new PdfRenderer().render(report, out);
    PdfReader reader = new PdfReader(out.toByteArray());
    StringBuilder text = new StringBuilder();
    for (int page = 1; page <= reader.getNumberOfPages(); page++) {
      text.append(new PdfTextExtractor(reader).getTextFromPage(page)).append('\n');
    }
    return dense(text.toString());
  }

  /** Extracted text does not tell where a cell ends. */
  private static String dense(String text) {
    return text.replaceAll("[\\s\\u00a0]+", "");
  }
}
