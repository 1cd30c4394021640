/* Where did the error budget go? The objectives that consumed most of it, at the end of the newest day.
   Run it:  scripts/aftermath query --format table "$(cat notebooks/01_where_did_the_budget_go.sql)" */
SELECT slo, objective, window_length, round(sli, 6) AS sli, target, round(budget_consumed_ratio, 3) AS budget_consumed, coverage, verdict
FROM slo_windows
WHERE window = 'declared' AND day = (SELECT max(day) FROM slo_windows)
ORDER BY budget_consumed_ratio DESC
