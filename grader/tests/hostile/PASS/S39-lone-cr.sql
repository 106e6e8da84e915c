-- expect: PASS
UPDATE itemsSET quantity =quantity + 1;