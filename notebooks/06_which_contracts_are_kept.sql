/* Which rules of the operations contract are kept? The least kept first; contract_findings lists what breaks them.
   Run it:  scripts/aftermath query --format table "$(cat notebooks/06_which_contracts_are_kept.sql)" */
SELECT rule, severity, checked_count, broken_count, not_applicable_count, round(100 * compliance_ratio, 1) AS kept_percent
FROM contract_compliance
WHERE period_type = 'all' AND segment_type = 'all'
ORDER BY compliance_ratio NULLS LAST, rule
