-- Fingerprints: what tells whether a node is as it was when the model last weighed it.
-- grain: one row per node
-- key: node_key
-- rules: everything that is compared and nothing else, so that a node keeps its weights from build to build while it says the same.
SELECT
    k.node_no,
    k.node_key,
    MD5(
        CONCAT_WS(
            '|',
            COALESCE(n.forename, ''),
            COALESCE(n.surname, ''),
            COALESCE(n.birth_digits, ''),
            COALESCE(n.sex, ''),
            COALESCE(CAST(n.birth_dates AS VARCHAR), ''),
            COALESCE(CAST(n.forenames AS VARCHAR), ''),
            COALESCE(CAST(n.surnames AS VARCHAR), ''),
            COALESCE(CAST(n.names AS VARCHAR), ''),
            COALESCE(CAST(n.postcodes AS VARCHAR), ''),
            COALESCE(CAST(n.uprns AS VARCHAR), ''),
            COALESCE(CAST(n.nhs_numbers AS VARCHAR), ''),
            COALESCE(CAST(n.ni_numbers AS VARCHAR), ''),
            COALESCE(CAST(n.upns AS VARCHAR), '')
        )
    ) AS fingerprint
FROM node_key AS k
JOIN node AS n ON n.node_no = k.node_no
