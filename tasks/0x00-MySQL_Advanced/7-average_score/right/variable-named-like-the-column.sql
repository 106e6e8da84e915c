-- same name for the variable and the column
delimiter $$
drop procedure if exists ComputeAverageScoreForUser $$
create procedure computeAverageScoreForUser(in user_id int)
begin
  declare average_score float;
  set average_score = (select avg(score) from corrections where corrections.user_id = user_id);
  update users set average_score = average_score where id = user_id;
end