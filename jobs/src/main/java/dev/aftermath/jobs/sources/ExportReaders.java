package dev.aftermath.jobs.sources;

/** The reader of every export format. */
public final class ExportReaders {
  private ExportReaders() {}

  /** The reader of the format. */
  public static ExportReader reader(ExportFormat format) {
    return switch (format) {
      case PROMETHEUS_API -> new PrometheusApiReader();
      case PROMETHEUS_TEXT -> new PrometheusTextReader();
      case PAGERDUTY_INCIDENTS -> new PagerDutyIncidentsReader();
      case PAGERDUTY_LOG_ENTRIES -> new PagerDutyLogEntriesReader();
      case PAGERDUTY_ANALYTICS -> new PagerDutyAnalyticsReader();
      case PAGERDUTY_CSV -> new PagerDutyCsvReader();
      case PAGERDUTY_MAINTENANCE -> new PagerDutyMaintenanceReader();
      case PAGERDUTY_ONCALLS -> new PagerDutyOnCallsReader();
      case SERVICENOW_TABLE -> new ServiceNowTableReader();
      case SERVICENOW_CSV -> new ServiceNowCsvReader();
      case SERVICENOW_XML -> new ServiceNowXmlReader();
      case EVENT_LOG_CSV -> new EventLogCsvReader();
      case LOKI_API -> new LokiApiReader();
      case LOKI_LOGCLI -> new LokiLogcliReader();
      case STATUSPAGE_INCIDENTS -> new StatuspageIncidentsReader();
      case RUNBOOKS_MARKDOWN -> new RunbookReader();
      case AZURE_DEVOPS_DEPLOYMENTS -> new AzureDevOpsDeploymentsReader();
      case ALERTMANAGER_ALERTS -> new AlertmanagerAlertsReader();
      case ALERTMANAGER_WEBHOOK -> new AlertmanagerWebhookReader();
      case POSTMORTEMS_MARKDOWN -> new MarkdownPostmortemReader();
      case POSTMORTEMS_CONFLUENCE -> new ConfluencePostmortemReader();
      case POSTMORTEMS_CONFLUENCE_API -> new ConfluencePagesReader();
    };
  }
}
