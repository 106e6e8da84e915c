-- expect: INVALID encoding
UPDATE items SET name = 'café';
