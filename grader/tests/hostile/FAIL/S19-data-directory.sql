-- expect: FAIL
CREATE TABLE x (a INT) DATA DIRECTORY = '/var/tmp';
