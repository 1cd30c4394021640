package dev.aftermath.jobs.sources;

import java.util.Arrays;
import java.util.Optional;

/** The export formats that can be read, by the word that {@code conf/sources/*.yaml} uses. */
public enum ExportFormat {
  PROMETHEUS_API("prometheus-api", "prometheus-api, with native histograms"),
  PROMETHEUS_TEXT("prometheus-text"),
  LOKI_API("loki-api"),
  LOKI_LOGCLI("loki-logcli"),
  PAGERDUTY_INCIDENTS(
      "pagerduty-incidents", "pagerduty-incidents, with keys, phases, media and alerts"),
  PAGERDUTY_LOG_ENTRIES(
      "pagerduty-log-entries", "pagerduty-log-entries, with snoozes, media and alerts"),
  PAGERDUTY_ANALYTICS("pagerduty-analytics"),
  PAGERDUTY_CSV("pagerduty-csv"),
  PAGERDUTY_MAINTENANCE("pagerduty-maintenance"),
  PAGERDUTY_ONCALLS("pagerduty-oncalls"),
  SERVICENOW_TABLE("servicenow-table", "servicenow-table, with keys, phases and contracts"),
  SERVICENOW_CSV("servicenow-csv", "servicenow-csv, with keys, phases and contracts"),
  SERVICENOW_XML("servicenow-xml", "servicenow-xml, with keys, phases and contracts"),
  EVENT_LOG_CSV("event-log-csv"),
  STATUSPAGE_INCIDENTS("statuspage-incidents"),
  RUNBOOKS_MARKDOWN("runbooks-markdown"),
  AZURE_DEVOPS_DEPLOYMENTS("azure-devops-deployments"),
  ALERTMANAGER_ALERTS("alertmanager-alerts"),
  ALERTMANAGER_WEBHOOK("alertmanager-webhook"),
  POSTMORTEMS_MARKDOWN("postmortems-markdown"),
  POSTMORTEMS_CONFLUENCE("postmortems-confluence"),
  POSTMORTEMS_CONFLUENCE_API("postmortems-confluence-api");

  private final String word;
  private final String reading;

  ExportFormat(String word) {
    this(word, word);
  }

  ExportFormat(String word, String reading) {
    this.word = word;
    this.reading = reading;
  }

  /** The word in the settings. */
  public String word() {
    return word;
  }

  /**
   * What tells this way of reading the format from earlier ones: where it changes, exports that
   * come again are read again and take the place of what was read before.
   */
  public String reading() {
    return reading;
  }

  /** The format a word names; empty when it names none. */
  public static Optional<ExportFormat> named(String word) {
    return Arrays.stream(values()).filter(format -> format.word.equals(word)).findFirst();
  }
}
