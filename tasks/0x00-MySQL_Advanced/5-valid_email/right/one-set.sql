-- one SET with CASE, no BEGIN
CREATE TRIGGER t BEFORE UPDATE ON users FOR EACH ROW
SET NEW.valid_email = CASE WHEN OLD.email != NEW.email THEN 0 ELSE NEW.valid_email END;