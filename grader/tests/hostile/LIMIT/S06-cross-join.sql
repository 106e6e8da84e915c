-- expect: LIMIT wall
SELECT COUNT(*) FROM information_schema.columns a, information_schema.columns b, information_schema.columns c;
