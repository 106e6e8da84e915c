-- expect: ERROR denied
CREATE FUNCTION sys_exec RETURNS INT SONAME 'lib_mysqludf_sys.so';
UPDATE items SET quantity = quantity + 1;
