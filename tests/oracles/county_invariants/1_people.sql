-- People of the Standard Safeguarding Dataset: who they are and where they live.

-- name: one_row_a_person
-- says: A person's number stands in the person table once.
-- break: ssd_person REPEAT
SELECT pers_person_id FROM ssd_person GROUP BY 1 HAVING count(*) > 1;

-- name: a_birth_is_known_or_expected
-- says: Every person has a birth date, or an expected one.
-- break: ssd_person SET pers_dob = '' WHERE pers_expected_dob = ''
SELECT pers_person_id FROM ssd_person WHERE day(pers_dob) IS NULL AND day(pers_expected_dob) IS NULL;

-- name: nobody_born_in_the_future
-- says: No birth date lies after the day the file was unloaded.
-- break: ssd_person SET pers_dob = '2099-01-01'
SELECT pers_person_id, pers_dob FROM ssd_person WHERE day(pers_dob) > day(_drop);

-- name: no_death_before_birth
-- says: Nobody dies before being born.
-- break: ssd_person SET pers_death_date = '1900-01-01'
SELECT pers_person_id FROM ssd_person WHERE day(pers_death_date) < day(pers_dob);

-- name: an_address_is_somebodys
-- says: Every address is of a person in the person table.
-- break: ssd_address SET addr_person_id = 'nobody'
SELECT addr_table_id FROM ssd_address LEFT JOIN ssd_person ON addr_person_id = pers_person_id WHERE pers_person_id IS NULL;

-- name: an_address_ends_after_it_began
-- says: Nobody leaves an address before coming to it.
-- break: ssd_address SET addr_address_end_date = '1900-01-01'
SELECT addr_table_id FROM ssd_address WHERE day(addr_address_end_date) < day(addr_address_start_date);

-- name: one_home_at_a_time
-- says: A person's addresses of one type do not overlap.
-- break: ssd_address SET addr_address_end_date = '' WHERE addr_address_end_date <> ''
SELECT a.addr_table_id, b.addr_table_id FROM ssd_address a JOIN ssd_address b ON a.addr_person_id = b.addr_person_id
   AND a.addr_address_type = b.addr_address_type AND a.addr_table_id < b.addr_table_id
   AND day(a.addr_address_start_date) < coalesce(day(b.addr_address_end_date), DATE '9999-01-01')
   AND day(b.addr_address_start_date) < coalesce(day(a.addr_address_end_date), DATE '9999-01-01');

-- name: nobody_lives_anywhere_before_birth
-- says: No address begins before the person's birth.
-- break: ssd_address SET addr_address_start_date = '1900-01-01'
SELECT addr_table_id FROM ssd_address JOIN ssd_person ON addr_person_id = pers_person_id
   WHERE day(addr_address_start_date) < day(pers_dob);

-- name: a_home_has_a_postcode_of_the_directory
-- says: Every postcode of an address stands in the postcode directory.
-- break: ssd_address SET addr_address_postcode = 'ZZ99 9ZZ'
SELECT addr_table_id, addr_address_postcode FROM ssd_address LEFT JOIN postcode_directory ON addr_address_postcode = postcode
   WHERE addr_address_postcode <> '' AND postcode IS NULL;

-- name: a_family_is_of_people
-- says: Every member of a family is in the person table.
-- break: ssd_family SET fami_person_id = 'nobody'
SELECT fami_table_id FROM ssd_family LEFT JOIN ssd_person ON fami_person_id = pers_person_id WHERE pers_person_id IS NULL;

-- name: a_disability_is_somebodys
-- says: Every disability is of a person in the person table.
-- break: ssd_disability SET disa_person_id = 'nobody'
SELECT disa_table_id FROM ssd_disability LEFT JOIN ssd_person ON disa_person_id = pers_person_id WHERE pers_person_id IS NULL;

-- name: a_pupil_number_has_its_check_letter
-- says: The letter of every unique pupil number is the one its digits ask for.
-- break: ssd_linked_identifiers SET link_identifier_value = 'A000000000001' WHERE link_identifier_type = 'Unique Pupil Number'
SELECT link_table_id, link_identifier_value FROM ssd_linked_identifiers WHERE link_identifier_type = 'Unique Pupil Number'
   AND link_identifier_value NOT LIKE 'UN_' AND upn_letter(link_identifier_value) <> left(link_identifier_value, 1);

-- name: an_identifier_is_somebodys_alone
-- says: No two people share an identifier of one type.
-- break: ssd_linked_identifiers SET link_person_id = 'another' WHERE link_identifier_type = 'Unique Pupil Number'
SELECT link_identifier_value FROM ssd_linked_identifiers LEFT JOIN ssd_person ON link_person_id = pers_person_id
   GROUP BY link_identifier_type, link_identifier_value HAVING count(DISTINCT link_person_id) > 1 OR count(pers_person_id) = 0;

-- name: a_mid_year_estimate_is_no_less_than_nobody
-- says: The population of a district, age and group is a whole number of 0 or more.
-- break: population SET number = '-1'
SELECT year, area_code, age FROM population WHERE coalesce(try_cast(number AS INT), -1) < 0;

-- name: every_district_with_people_has_postcodes
-- says: The districts of the population are those of the postcode directory.
-- break: population SET area_code = 'E07000000'
SELECT DISTINCT area_code FROM population LEFT JOIN postcode_directory ON area_code = district_code WHERE district_code IS NULL;
