package dev.aftermath.reports;

/** The formats a report is rendered in. */
public enum ReportFormat {
  /** A printed report. */
  PDF("report.pdf", "application/pdf"),
  /** A workbook. */
  XLSX("report.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
  /** The figures for programs. */
  JSON("report.json", "application/json");

  private final String fileName;
  private final String mediaType;

  ReportFormat(String fileName, String mediaType) {
    this.fileName = fileName;
    this.mediaType = mediaType;
  }

  /** The file name of a report in this format. */
  public String fileName() {
    return fileName;
  }

  /** The media type (RFC 6838). */
  public String mediaType() {
    return mediaType;
  }
}
