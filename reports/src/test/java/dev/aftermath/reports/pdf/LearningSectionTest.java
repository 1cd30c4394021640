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

@DisplayName("The section about learning")
class LearningSectionTest {
  @Test
  @DisplayName(
      "gives each share with its interval and what it stands on, of the week and of twelve")
  void shares() throws IOException {
    assertThat(text(SampleReports.usualWeek()))
        .contains(dense("Postmortems written this week – – – 4"))
        .contains(dense("12 weeks 27 of 30 90.0 % 74.4 % – 96.5 % 4"))
        .contains(dense("Action items closed in time this week 2 of 4 50.0 %"))
        .contains(dense("31 action items are open, 13 of them overdue (median 7 d, p90 12 d)."));
  }

  @Test
  @DisplayName("lists what is owed, and says how much more there is and where")
  void owed() throws IOException {
    assertThat(text(SampleReports.usualWeek()))
        .contains(dense("Postmortems whose time is up: 1; action items overdue: 13."))
        .contains(dense("These are 12 of 14; the workbook lists all."))
        .contains("OPS-110")
        .doesNotContain("OPS-111");
  }

  @Test
  @DisplayName("says that there is nothing to say")
  void nothing() throws IOException {
    assertThat(text(SampleReports.quietWeek()))
        .contains(dense("No incident of these weeks asks for a postmortem"))
        .contains(dense("Nothing: no postmortem is missing beyond its time"));
  }

  private static String text(WeeklyReport report) throws IOException {
    var bytes = new ByteArrayOutputStream();
    new PdfRenderer().render(report, bytes);
    PdfReader reader = new PdfReader(bytes.toByteArray());
    PdfTextExtractor extractor = new PdfTextExtractor(reader);
    StringBuilder text = new StringBuilder();
    for (int page = 1; page <= reader.getNumberOfPages(); page++) {
      text.append(extractor.getTextFromPage(page)).append('\n');
    }
    return dense(text.toString());
  }

  private static String dense(String text) {
    return text.replaceAll("[\\s\u00a0]+", "");
  }
}
