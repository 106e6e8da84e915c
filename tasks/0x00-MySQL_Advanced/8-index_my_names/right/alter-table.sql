-- index via ALTER TABLE
ALTER TABLE `names` ADD INDEX `idx_name_first` (`name`(1));
