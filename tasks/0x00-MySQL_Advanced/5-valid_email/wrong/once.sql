-- Resets valid_email
UPDATE users SET valid_email = 0;
