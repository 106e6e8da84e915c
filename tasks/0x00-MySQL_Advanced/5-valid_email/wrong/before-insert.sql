-- before insert
DELIMITER $$
CREATE TRIGGER new_email_is_not_valid
BEFORE INSERT ON users
FOR EACH ROW
BEGIN
    IF NEW.email <> OLD.email THEN
        SET NEW.valid_email = 0;
    END IF;
END$$
DELIMITER ;
