-- sets one when unchanged
DELIMITER $$
CREATE TRIGGER new_email_is_not_valid
BEFORE UPDATE ON users
FOR EACH ROW
BEGIN
    IF NEW.email <> OLD.email THEN
        SET NEW.valid_email = 0;
    ELSE
        SET NEW.valid_email = 1;
    END IF;
END$$
DELIMITER ;
