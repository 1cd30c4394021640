/* Is resolving getting faster? Median with its 95 % interval and 90th percentile by week, with the number of incidents behind them;
   signal is empty while a week is within normal variation.
   Run it:  scripts/aftermath query --format csv "$(cat notebooks/02_is_it_getting_better.sql)" */
SELECT period AS week, n, round(median_seconds / 60, 1) AS median_minutes, round(lower / 60, 1) AS lower_minutes,
  round(upper / 60, 1) AS upper_minutes, round(p90_seconds / 60, 1) AS p90_minutes, concat(signal_direction, ' by ', signal_rule) AS signal
FROM kpi_values
WHERE kpi_id = 'mttr' AND period_type = 'week' AND segment_type = 'all'
ORDER BY period
