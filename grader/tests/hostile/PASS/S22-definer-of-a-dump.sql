-- expect: PASS
SET GLOBAL log_bin_trust_function_creators = 1;
SET PERSIST log_bin_trust_function_creators = 1;
FLUSH PRIVILEGES;
DELIMITER ;;
/*!50003 CREATE*/ /*!50020 DEFINER=`root`@`localhost`*/ /*!50003 PROCEDURE p()
BEGIN
    UPDATE items SET quantity = quantity + 1;
END */;;
CREATE DEFINER = 'root'@'%' FUNCTION f() RETURNS INT RETURN 1;;
CREATE DEFINER=root@localhost VIEW v AS SELECT 1;;
DELIMITER ;
CALL p();
