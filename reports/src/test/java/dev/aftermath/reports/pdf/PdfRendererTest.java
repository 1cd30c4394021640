package dev.aftermath.reports.pdf;

import static org.assertj.core.api.Assertions.assertThat;

import com.lowagie.text.pdf.PdfReader;
import com.lowagie.text.pdf.parser.PdfTextExtractor;
import dev.aftermath.reports.SampleReports;
import dev.aftermath.reports.json.ReportId;
import dev.aftermath.reports.model.WeeklyReport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.TimeZone;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class PdfRendererTest {
  @Test
  void equal_reports_give_equal_bytes_in_any_zone_of_the_machine() throws IOException {
    TimeZone before = TimeZone.getDefault();
    try {
      TimeZone.setDefault(TimeZone.getTimeZone("America/New_York"));
      byte[] first = pdf(SampleReports.usualWeek());
      TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kolkata"));
      assertThat(pdf(SampleReports.usualWeek())).isEqualTo(first);
    } finally {
      TimeZone.setDefault(before);
    }
  }

  @Test
  void every_font_is_embedded() throws IOException {
    String pdf = new String(pdf(SampleReports.usualWeek()), StandardCharsets.ISO_8859_1);
    long fonts = Pattern.compile("/Type/FontDescriptor").matcher(pdf).results().count();
    long files = Pattern.compile("/FontFile2 \\d").matcher(pdf).results().count();
    assertThat(fonts).isEqualTo(2);
    assertThat(files).isEqualTo(fonts);
    assertThat(pdf).doesNotContain("/Helvetica");
  }

  @Test
  void umlauts_and_a_name_of_sixty_characters_survive_whole() throws IOException {
    assertThat(SampleReports.LONG_NAME).hasSize(60);
    String text = text(SampleReports.usualWeek());
    String dense = text.replaceAll("\\s", "");
    assertThat(text)
        .contains("Zahlungsabwicklung für")
        .contains("Großkunden")
        .contains("Gültigkeit");
    assertThat(dense).contains(SampleReports.LONG_NAME);
  }

  @Test
  void every_one_of_eighty_incidents_is_printed() throws IOException {
    WeeklyReport report = SampleReports.busyWeek();
    String dense = text(report).replaceAll("\\s", "");
    assertThat(report.incidents()).hasSize(80);
    report
        .incidents()
        .forEach(incident -> assertThat(dense).contains(incident.id().replace(" ", "")));
  }

  @Test
  void a_week_without_anything_says_so_and_prints_no_zero_for_an_undefined_figure()
      throws IOException {
    String text = text(SampleReports.quietWeek());
    assertThat(text)
        .contains("no data")
        .contains("No incident was opened in this week.")
        .contains("week before: –");
  }

  @Test
  void a_report_says_at_its_head_whether_its_figures_can_still_change() throws IOException {
    assertThat(text(SampleReports.provisionalWeek()))
        .contains("Provisional: late data can change these figures until 17 Nov 2026 12:00.")
        .contains("provisional · as of 16 Nov 2026 07:00");
    assertThat(text(SampleReports.usualWeek()))
        .contains("Final: the week takes no late data since 17 Nov 2026 12:00.")
        .doesNotContain("rovisional");
  }

  @Test
  void what_used_an_error_budget_is_named_and_small_parts_are_not_called_nothing()
      throws IOException {
    String text = text(SampleReports.usualWeek()).replaceAll("[\\s\\u00a0]+", " ");
    assertThat(text)
        .contains("INC0010001 190 % · INC0010017 41 % · INC0010020 10 %")
        .contains("2 more incidents 11 %")
        .contains("unexplained < 1 % · baseline 45 %")
        .contains("The four weeks up to 16 Nov 2026 00:00.");
  }

  @Test
  void a_budget_that_still_grows_is_that_of_a_quarter_so_far() throws IOException {
    String text = text(SampleReports.usualWeek()).replaceAll("\\s+", " ");
    assertThat(text)
        .contains("4 weeks to 16 Nov 2026")
        .contains("quarter so far, to 16 Nov 2026")
        .doesNotContain("4 weeks so far");
  }

  @Test
  void an_end_that_nobody_saw_says_why_it_is_one() throws IOException {
    String text = text(SampleReports.usualWeek()).replaceAll("\\s+", " ");
    // The breach and the two alerts that ended so; the others' ends say nothing more.
    assertThat(text.split("new version", -1)).hasSize(3);
    assertThat(text).contains("Sun 15 Nov 03:45 no data");
  }

  @Test
  void restated_figures_stand_beside_what_they_were() throws IOException {
    String text = text(SampleReports.usualWeek()).replaceAll("\\s", "");
    assertThat(text)
        .contains("99.810%99.712%")
        .contains("190.00%288.00%")
        .contains("2026-W45value40min4h27minlatedata")
        .contains("2026-W45value90.0%87.5%incidentchanged")
        .contains("2026-W31value–3matchingchanged");
  }

  @Test
  void an_arrow_stands_only_where_a_rule_fired_and_the_rule_is_named() throws IOException {
    String text = text(SampleReports.usualWeek()).replaceAll("\\s+", " ");
    // Two times, on the first page and in the table of the KPIs.
    assertThat(text.split("▲ four weeks higher than before", -1)).hasSize(5);
    assertThat(text.substring(0, text.indexOf("Promises and rules kept"))).doesNotContain("▼");
    assertThat(text)
        .contains("within normal variation (n = 19)")
        .contains("95 %: 2 min 32 s – 6 min 57 s")
        .contains("shows from +131.0 %")
        .contains("3 not over");
  }

  @Test
  void a_change_of_a_mean_is_told_in_parts() throws IOException {
    assertThat(text(SampleReports.usualWeek()).replaceAll("\\s+", " "))
        .contains(
            "Mean +2 h 27 min since the week before: +2 h 36 min by PD-Q3ZK81 alone (without it"
                + " 1 h 31 min), −12 min by another mix of priorities, +3 min within them.");
  }

  @Test
  void every_page_names_the_report_its_time_and_its_zone() throws IOException {
    WeeklyReport report = SampleReports.usualWeek();
    PdfReader reader = new PdfReader(pdf(report));
    int pages = reader.getNumberOfPages();
    for (int page = 1; page <= pages; page++) {
      assertThat(new PdfTextExtractor(reader).getTextFromPage(page))
          .contains("Report " + ReportId.of(report))
          .contains("as of 17 Nov 2026 12:00 · times in Europe/Berlin")
          .contains("Page %d of %d".formatted(page, pages));
    }
  }

  private static byte[] pdf(WeeklyReport report) throws IOException {
    var out = new ByteArrayOutputStream();
    new PdfRenderer().render(report, out);
    return out.toByteArray();
  }

  private static String text(WeeklyReport report) throws IOException {
    PdfReader reader = new PdfReader(pdf(report));
    StringBuilder text = new StringBuilder();
    for (int page = 1; page <= reader.getNumberOfPages(); page++) {
      text.append(new PdfTextExtractor(reader).getTextFromPage(page)).append('\n');
    }
    return text.toString();
  }
}
