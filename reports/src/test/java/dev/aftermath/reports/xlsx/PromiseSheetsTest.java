package dev.aftermath.reports.xlsx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.reports.SampleReports;
import dev.aftermath.reports.model.WeeklyReport;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.xssf.usermodel.XSSFRow;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The sheets about promises and rules")
class PromiseSheetsTest {
  private static final List<String> SHEETS =
      List.of(
          "Contract",
          "Contract findings",
          "SLAs",
          "Updates",
          "On-call load",
          "On-call gaps",
          "Delivery");

  @Test
  @DisplayName("repeat their header on every printed page, one page wide")
  void print() throws IOException {
    try (var workbook = open(SampleReports.usualWeek())) {
      for (String name : SHEETS) {
        var sheet = workbook.getSheet(name);
        assertThat(sheet.getRepeatingRows().formatAsString()).isEqualTo("1:1");
        assertThat(sheet.getPrintSetup().getFitWidth()).isEqualTo((short) 1);
        assertThat(sheet.getPrintSetup().getFitHeight()).isZero();
      }
    }
  }

  @Test
  @DisplayName("hold every finding, one a row")
  void findings() throws IOException {
    try (var workbook = open(SampleReports.usualWeek())) {
      var sheet = workbook.getSheet("Contract findings");
      assertThat(sheet.getLastRowNum()).isEqualTo(16);
      assertThat(texts(sheet.getRow(3), 0, 1, 2, 3, 8, 9))
          .containsExactly(
              "CHG0000007",
              "change_approved_before_start",
              "high",
              "approved 5400 s after start",
              "yes",
              "closed");
      assertThat(texts(sheet.getRow(4), 0, 7, 8, 9, 11))
          .containsExactly("runbooks/search.md", "–", "no", "open", "runbooks/search.md:26");
      assertThat(sheet.getRow(1).getCell(4).getCellType()).isEqualTo(CellType.STRING);
      assertThat(sheet.getRow(1).getCell(4).getCellStyle().getQuotePrefixed()).isTrue();
    }
  }

  @Test
  @DisplayName("give ratios as numbers and undefined ones as a dash")
  void ratios() throws IOException {
    try (var workbook = open(SampleReports.usualWeek())) {
      var rules = workbook.getSheet("Contract");
      assertThat(rules.getRow(1).getCell(9).getNumericCellValue()).isCloseTo(0.6, within());
      assertThat(rules.getRow(1).getCell(8).getNumericCellValue()).isEqualTo(8);
      assertThat(rules.getRow(4).getCell(9).getStringCellValue()).isEqualTo("–");
      var agreement = workbook.getSheet("SLAs").getRow(1);
      assertThat(agreement.getCell(9).getNumericCellValue()).isCloseTo(0.875, within());
      assertThat(agreement.getCell(10).getNumericCellValue()).isEqualTo(16);
      assertThat(agreement.getCell(11).getNumericCellValue()).isCloseTo(0.7, within());
      var delivery = workbook.getSheet("Delivery").getRow(1);
      assertThat(delivery.getCell(2).getNumericCellValue() * 86_400)
          .isCloseTo(176_400, Offset.offset(1e-3));
    }
  }

  @Test
  @DisplayName("say in a sentence what is not there")
  void nothing() throws IOException {
    try (var workbook = open(SampleReports.quietWeek())) {
      for (String name : SHEETS) {
        var sheet = workbook.getSheet(name);
        assertThat(sheet.getLastRowNum()).isEqualTo(1);
        assertThat(sheet.getRow(1).getLastCellNum()).isEqualTo((short) 1);
        assertThat(sheet.getRow(1).getCell(0).getStringCellValue()).startsWith("No ").endsWith(".");
      }
    }
  }

  private static List<String> texts(XSSFRow row, int... columns) {
    return Arrays.stream(columns)
        .mapToObj(column -> row.getCell(column).getStringCellValue())
        .toList();
  }

  private static Offset<Double> within() {
    return Offset.offset(1e-9);
  }

  private static XSSFWorkbook open(WeeklyReport report) throws IOException {
    var out = new ByteArrayOutputStream();
    new XlsxRenderer().render(report, out);
    return new XSSFWorkbook(new ByteArrayInputStream(out.toByteArray()));
  }
}
