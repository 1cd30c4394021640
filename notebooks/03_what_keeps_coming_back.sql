/* What keeps coming back? Recurring causes by the time they cost.
   Run it:  scripts/aftermath query --format table "$(cat notebooks/03_what_keeps_coming_back.sql)" */
SELECT service, cause_text, incident_count, last_four_weeks_count, round(total_resolve_minutes / 60, 1) AS hours
FROM recurring_causes
ORDER BY total_resolve_seconds DESC
LIMIT 15
