-- expect: FAIL
SELECT LOAD_FILE('/etc/passwd'), LOAD_FILE('/proc/self/environ');
