/* What keeps coming back? Recurring causes by what they cost: error budget first, then time.
   Run it:  scripts/aftermath query --format table "$(cat notebooks/03_what_keeps_coming_back.sql)" */
SELECT cause_id, service, label, status, episode_count, last_28_days_count, trend,
  round(100 * budget_share, 1) AS budget_percent, round(total_resolve_seconds / 3600, 1) AS hours
FROM causes
WHERE episode_count >= 2
ORDER BY budget_share DESC NULLS LAST, total_resolve_seconds DESC
LIMIT 15
