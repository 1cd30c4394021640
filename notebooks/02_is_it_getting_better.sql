/* Is resolving getting faster? Median and 90th percentile by week, with the number of incidents behind them.
   Run it:  scripts/aftermath query --format csv "$(cat notebooks/02_is_it_getting_better.sql)" */
SELECT period AS week, n, round(median_seconds / 60, 1) AS median_minutes, round(p90_seconds / 60, 1) AS p90_minutes
FROM kpi_values
WHERE kpi_id = 'mttr' AND period_type = 'week' AND segment_type = 'all'
ORDER BY period
