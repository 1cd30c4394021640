/* Would another target have been met this quarter so far? The strictest candidate that every SLO would have kept, with what it keeps now.
   Run it:  scripts/aftermath query --format csv "$(cat notebooks/05_would_another_target_have_been_met.sql)" */
SELECT slo, group_key, objective, target, max(candidate_target) FILTER (WHERE verdict = 'met') AS strictest_met, max(sli) AS sli
FROM slo_what_if
WHERE window = 'quarter' AND day = (SELECT max(day) FROM slo_what_if WHERE window = 'quarter')
GROUP BY slo, group_key, objective, target
ORDER BY slo, group_key, objective
