/* What came of deployments? DORA's figures by service and week; incident_attributions says why an incident counts.
   Run it:  scripts/aftermath query --format table "$(cat notebooks/07_what_came_of_deployments.sql)" */
SELECT service, week, deployment_count, failed_count, round(100 * change_fail_ratio, 1) AS change_fail_percent,
  round(median_lead_seconds / 3600, 1) AS lead_hours, round(median_recovery_seconds / 3600, 1) AS recovery_hours,
  round(100 * rework_ratio, 1) AS rework_percent
FROM service_delivery
ORDER BY service, week
LIMIT 60
