-- leaves early; there's a helper function too
DELIMITER |
CREATE FUNCTION differ(a VARCHAR(255), b VARCHAR(255)) RETURNS BOOLEAN
DETERMINISTIC RETURN a <> b |
CREATE TRIGGER t BEFORE UPDATE ON users FOR EACH ROW
changed: BEGIN
    IF NOT differ(NEW.email, OLD.email) THEN LEAVE changed; END IF;
    SET NEW.valid_email = FALSE;
END changed |
DELIMITER;
