-- index via ALTER TABLE
ALTER TABLE names
    ADD INDEX `idx_name_first_score` (`name`(1), `score` ASC);
