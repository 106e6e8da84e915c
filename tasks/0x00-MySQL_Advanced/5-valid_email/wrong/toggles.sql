-- toggles
DELIMITER $$
CREATE TRIGGER new_email_is_not_valid
BEFORE UPDATE ON users
FOR EACH ROW
BEGIN
    IF NEW.email <> OLD.email THEN
        SET NEW.valid_email = NOT OLD.valid_email;
    END IF;
END$$
DELIMITER ;
