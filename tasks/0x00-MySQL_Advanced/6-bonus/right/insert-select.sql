-- INSERT … SELECT, no BEGIN around a transaction; never resets the delimiter
delimiter ||
create procedure addbonus(in `user_id` int, in `project_name` varchar(100), in `score` decimal(5,0))
begin
  start transaction;
  insert into projects (name) select project_name from dual
    where not exists (select 1 from projects where name = project_name);
  set @id = (select id from projects where name = project_name limit 1);
  insert into corrections values (user_id, @id, score);
  commit;
end||