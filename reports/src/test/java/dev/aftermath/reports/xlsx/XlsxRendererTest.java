package dev.aftermath.reports.xlsx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.reports.SampleReports;
import dev.aftermath.reports.model.WeeklyReport;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class XlsxRendererTest {
  @Test
  void equal_reports_give_equal_bytes() throws IOException {
    assertThat(xlsx(SampleReports.usualWeek())).isEqualTo(xlsx(SampleReports.usualWeek()));
  }

  @Test
  void the_sheets_are_frozen_filtered_and_print_in_landscape() throws IOException {
    try (var workbook = open(SampleReports.usualWeek())) {
      List<String> names = new ArrayList<>();
      for (var sheet : workbook) {
        names.add(sheet.getSheetName());
        assertThat(sheet.getPaneInformation().isFreezePane()).isTrue();
        // The one with the charts is higher than wide.
        assertThat(sheet.getPrintSetup().getLandscape())
            .isEqualTo(!sheet.getSheetName().equals("KPI weeks"));
        assertThat(workbook.getSheet(sheet.getSheetName()).getCTWorksheet().isSetAutoFilter())
            .isTrue();
      }
      assertThat(names)
          .containsExactly(
              "Summary",
              "KPIs",
              "KPI weeks",
              "KPI changes",
              "SLOs",
              "Breaches",
              "Budget spent",
              "20 % rules",
              "Burn-rate alerts",
              "Dips",
              "Exclusions",
              "Restatements",
              "Incidents",
              "Open incidents",
              "Causes",
              "Broken promises",
              "Contract",
              "Contract findings",
              "SLAs",
              "Updates",
              "On-call load",
              "On-call gaps",
              "Delivery",
              "Learning",
              "Owed",
              "Data health",
              "Definitions");
    }
  }

  @Test
  void figures_are_numbers_and_undefined_ones_a_dash() throws IOException {
    try (var workbook = open(SampleReports.usualWeek())) {
      var incident = workbook.getSheet("Incidents").getRow(2);
      assertThat(incident.getCell(6).getNumericCellValue() * 86_400).isCloseTo(112, within());
      assertThat(incident.getCell(6).getCellStyle().getDataFormatString()).isEqualTo("[h]:mm:ss");
      assertThat(incident.getCell(5).getLocalDateTimeCellValue())
          .isEqualTo(LocalDateTime.of(2026, 11, 9, 1, 56, 40));
      assertThat(workbook.getSheet("Incidents").getRow(8).getCell(6).getStringCellValue())
          .isEqualTo("–");
      assertThat(workbook.getSheet("SLOs").getRow(1).getCell(9).getNumericCellValue())
          .isCloseTo(0.99688, within());
    }
  }

  @Test
  void breaches_and_alerts_say_how_they_ended() throws IOException {
    try (var workbook = open(SampleReports.usualWeek())) {
      assertThat(workbook.getSheet("Breaches").getRow(3).getCell(6).getStringCellValue())
          .isEqualTo("ended by definition");
      assertThat(workbook.getSheet("Burn-rate alerts").getRow(3).getCell(9).getStringCellValue())
          .isEqualTo("ended without data");
    }
  }

  @Test
  void a_rule_says_whether_its_window_was_over() throws IOException {
    try (var workbook = open(SampleReports.usualWeek())) {
      var sheet = workbook.getSheet("20 % rules");
      assertThat(sheet.getRow(0).getCell(8).getStringCellValue()).isEqualTo("Window");
      assertThat(sheet.getRow(1).getCell(8).getStringCellValue()).isEqualTo("over");
      assertThat(sheet.getRow(2).getCell(8).getStringCellValue()).isEqualTo("so far");
    }
  }

  @Test
  void restated_figures_have_their_table_and_their_unit() throws IOException {
    try (var workbook = open(SampleReports.usualWeek())) {
      var kpi = workbook.getSheet("Restatements").getRow(1);
      assertThat(kpi.getCell(0).getStringCellValue()).isEqualTo("Time to resolve");
      assertThat(kpi.getCell(3).getStringCellValue()).isEqualTo("2026-W45");
      assertThat(kpi.getCell(5).getStringCellValue()).isEqualTo("seconds");
      assertThat(kpi.getCell(6).getStringCellValue()).isEqualTo("2400.5");
      assertThat(kpi.getCell(9).getStringCellValue()).isEqualTo("kpi_values");
      assertThat(kpi.getCell(11).getNumericCellValue()).isEqualTo(41);
    }
  }

  @Test
  void no_text_becomes_a_formula() throws IOException {
    try (var workbook = open(SampleReports.usualWeek())) {
      workbook.forEach(
          sheet ->
              sheet.forEach(
                  row ->
                      row.forEach(
                          cell -> assertThat(cell.getCellType()).isNotEqualTo(CellType.FORMULA))));
      var title = workbook.getSheet("Open incidents").getRow(2).getCell(1);
      assertThat(title.getStringCellValue()).startsWith("=HYPERLINK");
      assertThat(title.getCellStyle().getQuotePrefixed()).isTrue();
    }
  }

  @Test
  void every_kpi_has_a_native_chart_in_which_a_week_without_data_is_a_gap() throws IOException {
    try (var workbook = open(SampleReports.usualWeek())) {
      var sheet = workbook.getSheet("KPI weeks");
      assertThat(sheet.getDrawingPatriarch().getCharts()).hasSize(8);
      assertThat(sheet.getRow(2).getCell(1 + 5).getCellType()).isEqualTo(CellType.BLANK);
    }
  }

  @Test
  void a_change_of_a_mean_stands_in_parts_on_a_sheet_of_its_own() throws IOException {
    try (var workbook = open(SampleReports.usualWeek())) {
      var change = workbook.getSheet("KPI changes").getRow(1);
      assertThat(change.getCell(0).getStringCellValue()).isEqualTo("Time to acknowledge");
      assertThat(List.of(4, 5, 6, 7))
          .extracting(column -> change.getCell(column).getNumericCellValue())
          .containsExactly(8_840.0, 9_361.0, -701.0, 180.0);
      assertThat(change.getCell(9).getStringCellValue()).isEqualTo("PD-Q3ZK81");
    }
  }

  @Test
  void a_week_without_anything_can_be_opened() throws IOException {
    try (var workbook = open(SampleReports.quietWeek())) {
      assertThat(workbook.getSheet("Incidents").getLastRowNum()).isZero();
    }
  }

  private static Offset<Double> within() {
    return Offset.offset(1e-6);
  }

  private static XSSFWorkbook open(WeeklyReport report) throws IOException {
    return new XSSFWorkbook(new ByteArrayInputStream(xlsx(report)));
  }

  private static byte[] xlsx(WeeklyReport report) throws IOException {
    var out = new ByteArrayOutputStream();
    new XlsxRenderer().render(report, out);
    return out.toByteArray();
  }
}
