/* Which incidents cost the budget? The parts of each declared window, the largest first, and what broke the 20 percent rule.
   Run it:  scripts/aftermath query --format table "$(cat notebooks/04_which_incidents_cost_the_budget.sql)" */
SELECT slo, group_key, objective, part, cause_key, round(bad, 3) AS bad, round(share_of_consumed, 4) AS share_of_consumed,
  round(share_of_budget, 4) AS share_of_budget, exceeds_20_percent
FROM budget_attribution
WHERE window = 'declared' AND evaluated_at = (SELECT max(evaluated_at) FROM budget_attribution) AND bad > 0
ORDER BY share_of_budget DESC NULLS LAST, slo, group_key, objective, part
LIMIT 40
