-- expect: ERROR sql|denied
CREATE SQL SECURITY INVOKER VIEW need_meeting AS SELECT * FROM hidden.answers;
SELECT * FROM need_meeting;
UPDATE items SET quantity = quantity + 1;
