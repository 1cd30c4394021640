package dev.aftermath.reports.xlsx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.reports.SampleReports;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The sheets about learning")
class LearningSheetsTest {
  @Test
  @DisplayName("hold every share with its interval, and everything that is owed")
  void values() throws IOException {
    var bytes = new ByteArrayOutputStream();
    new XlsxRenderer().render(SampleReports.usualWeek(), bytes);
    try (var workbook = new XSSFWorkbook(new ByteArrayInputStream(bytes.toByteArray()))) {
      var learnt = workbook.getSheet("Learning");
      assertThat(learnt.getRow(2).getCell(0).getStringCellValue()).isEqualTo("postmortem written");
      assertThat(learnt.getRow(2).getCell(1).getStringCellValue()).isEqualTo("twelve weeks");
      assertThat(learnt.getRow(2).getCell(4).getNumericCellValue()).isEqualTo(0.9);
      assertThat(learnt.getRow(2).getCell(5).getNumericCellValue()).isEqualTo(0.744);
      assertThat(learnt.getRow(1).getCell(4).getStringCellValue()).isEqualTo("–");
      var owed = workbook.getSheet("Owed");
      assertThat(owed.getLastRowNum()).isEqualTo(14);
      assertThat(owed.getRow(14).getCell(1).getStringCellValue()).isEqualTo("OPS-112");
      assertThat(owed.getRow(14).getCell(5).getNumericCellValue()).isEqualTo(1);
    }
  }
}
