-- The Children in need census holds referrals that the case system, which goes back further, does not.
-- on failure: warn
-- remedy: find out whether the referral was removed from the case system or re-dated; it stays, with the census as its source
SELECT r.source_row
FROM referral AS r
WHERE
    r.sources = 'cin_census'
    AND r.referral_date >= (SELECT MIN(s.cine_referral_date) AS first_date FROM landing_ssd_cin_episodes AS s)
