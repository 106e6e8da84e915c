-- Resets valid_email when the e-mail changes
DELIMITER $$
CREATE TRIGGER new_email_is_not_valid
BEFORE UPDATE ON users
FOR EACH ROW
BEGIN
    IF NEW.email <> OLD.email OR NEW.name <> OLD.name THEN
        SET NEW.valid_email = 0;
    END IF;
END$$
DELIMITER ;
