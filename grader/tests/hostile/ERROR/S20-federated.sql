-- expect: ERROR sql
CREATE TABLE f (a INT) ENGINE=FEDERATED CONNECTION='mysql://root@127.0.0.1:3306/mysql/user';
UPDATE items SET quantity = quantity + 1;
