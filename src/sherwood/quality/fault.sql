-- What one rule of records found, as rows of record_fault.
-- grain: one row per child and subject
-- key: fault_key
-- rules: `found` stands for the rule's own SELECT, of authority, feed, other_feed, person_key, source_row, subject, fault_date and told. A thing that two rows
--   speak of is at fault once. The key holds no name and no number, and is the same in every build that finds the fault again.
SELECT
    f.authority,
    f.feed,
    f.other_feed,
    f.person_key,
    f.source_row,
    LEFT(SHA256(CONCAT_WS('|', $rule, f.person_key, f.subject)), 16) AS fault_key,
    $rule AS rule,
    $topic AS topic,
    $severity AS severity,
    $who AS who,
    $table_name AS table_name,
    f.subject,
    f.fault_date,
    f.told
FROM found AS f
QUALIFY ROW_NUMBER() OVER (PARTITION BY f.person_key, f.subject ORDER BY f.source_row, f.feed, f.told) = 1
