-- Does nothing
SELECT 1;
