-- ELSE keeps it; comments with user's apostrophes; CRLF
DROP TRIGGER IF EXISTS reset_it;
DELIMITER //
CREATE TRIGGER reset_it BEFORE UPDATE ON users
FOR EACH ROW
BEGIN
  -- it's the user's address
  IF NOT (OLD.email <=> NEW.email) AND NEW.email IS NOT NULL THEN
    SET NEW.valid_email = FALSE;
  ELSE
    SET NEW.valid_email = NEW.valid_email;
  END IF;
END;
//
