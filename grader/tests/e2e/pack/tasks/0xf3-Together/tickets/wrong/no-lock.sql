-- Buys a ticket for the opera.
START TRANSACTION;
SELECT rest INTO @rest FROM tickets WHERE name = 'opera';
DO SLEEP(1);
INSERT INTO sales (name) SELECT 'opera' FROM DUAL WHERE @rest > 0;
UPDATE tickets SET rest = @rest - 1 WHERE name = 'opera' AND @rest > 0;
COMMIT;
