-- Strategy discussions: those that began a section 47 enquiry.
-- grain: one row per child and day
-- key: strategy_discussion_key
-- rules: the enquiry's first day is that of the strategy discussion at which it was started (Working Together, chapter 1;
--   Ofsted Annex A list 5). No feed holds discussions that began nothing.
SELECT
    s.authority,
    s.feed,
    s.person_key,
    s.source_row,
    s.section_47_key AS strategy_discussion_key,
    s.start_date AS discussion_date,
    s.start_date AS section_47_start_date,
    s.sources
FROM section_47 AS s
